package dev.sallyport.access;

import dev.sallyport.sigv4.SecurityToken;
import dev.sallyport.sigv4.SignedRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds the credential that a request claims to be signed with. The gateway opens the session token or looks the
 * long-term key up; a filter asks the gateway. This is the only difference between the two.
 */
public interface SignerLookup {
    /**
     * @param sessionToken the token beside a temporary key; empty for a long-term key
     * @param bodySha256 of the body that arrived, in lower-case hexadecimal
     * @throws dev.sallyport.error.ApiException {@code InvalidClientTokenId} when there is no such credential, in the
     *     same words whatever the reason; {@code ServiceUnavailable} when it cannot be found out
     */
    Signer find(SignedRequest request, Optional<SecurityToken> sessionToken, String bodySha256, Instant now);
}
