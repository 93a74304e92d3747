/**
 * An OIDC issuer that stands for a CI system: it signs a token for a workflow that runs nowhere, shaped like those of
 * GitHub Actions, and publishes its keys.
 *
 * <p>It knows nothing of the gateway, which meets it over HTTP like any other issuer. Loopback only; whoever wants a token
 * has to show the request token of this checkout, as a workflow does.
 */
@NullMarked
package dev.sallyport.demo.issuer;

import org.jspecify.annotations.NullMarked;
