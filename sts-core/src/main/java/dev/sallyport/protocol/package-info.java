/**
 * The AWS Query protocol: form parameters in, XML out.
 *
 * <p>Reads the form strictly ({@link dev.sallyport.protocol.QueryParameters}), checks values against the service model and
 * reports every violation at once in AWS's words ({@link dev.sallyport.protocol.Constraints}), and writes answers and
 * errors ({@link dev.sallyport.protocol.QueryResponse}). Which actions there are and what they mean is the gateway's; that a
 * request is signed is checked before any of this.
 */
@NullMarked
package dev.sallyport.protocol;

import org.jspecify.annotations.NullMarked;
