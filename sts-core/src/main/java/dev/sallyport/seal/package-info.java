/**
 * Authenticated encryption of small secrets: the cipher, and the form of a secret at rest.
 *
 * <p>It owns XAES-256-GCM and the blob that {@link dev.sallyport.seal.WrappingKey} makes. It owns no key and no random
 * source: both come in as values from the gateway, which keeps keys outside the data directory. Session tokens are
 * sealed with the same cipher in {@code session}.
 */
@NullMarked
package dev.sallyport.seal;

import org.jspecify.annotations.NullMarked;
