/**
 * What gateway and servlet filter say to each other: values with strict JSON both ways, and no I/O.
 *
 * <p>A filter asks whether a request that arrived at its application is signed by a session
 * ({@link dev.sallyport.delegation.SessionQuestion}), and the gateway answers with the key that verifies such requests for
 * one day, region and service, and with everything decisions about the session need
 * ({@link dev.sallyport.delegation.SessionAnswer}); never with the session's secret. It also answers which requests the
 * application has ({@link dev.sallyport.delegation.RoutesAnswer}). The gateway's API listener and the filter's client are
 * the callers; neither decides anything here.
 *
 * <p>A member that is missing, unknown or of another kind makes a message unreadable: what a reader skips may be what
 * restricts.
 */
@NullMarked
package dev.sallyport.delegation;

import org.jspecify.annotations.NullMarked;
