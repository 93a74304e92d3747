/**
 * Says who a web identity is: a token from outside is first an {@link dev.sallyport.oidc.UnverifiedIdToken}, of which
 * nothing but issuer, key id and algorithm can be read, and only {@link dev.sallyport.oidc.IdTokenVerifier} makes a
 * {@link dev.sallyport.oidc.VerifiedIdToken} of it.
 *
 * <p>Everything here is a pure function of its arguments: keys and time come in as values. Fetching keys is the business of
 * {@code dev.sallyport.oidc.jwks}; whether a verified identity may become a role is the business of the trust policy.
 */
@NullMarked
package dev.sallyport.oidc;

import org.jspecify.annotations.NullMarked;
