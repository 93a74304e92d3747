/**
 * Fetches and keeps the keys of issuers: the only part of this module that does I/O.
 *
 * <p>What a fetch costs and how often one is made is decided here and bounded per provider, because strangers can send
 * tokens that need keys. Addresses come from the configuration and from the issuer's own discovery document, never from a
 * token. Reading the keys, and verifying with them, is the business of {@code dev.sallyport.oidc}.
 */
@NullMarked
package dev.sallyport.oidc.jwks;

import org.jspecify.annotations.NullMarked;
