package dev.sallyport.access;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.session.Revocation;
import dev.sallyport.sigv4.Authorization;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.SecurityToken;
import dev.sallyport.sigv4.SignatureHints;
import dev.sallyport.sigv4.SignatureVerifier;
import dev.sallyport.sigv4.SignedRequest;
import dev.sallyport.sigv4.SigningKey;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who signed this request. The one place where a signature is verified, for every listener and action.
 *
 * <p>The order is that of reference 5.12: what the head alone can show wrong, then the credential, then the signature,
 * then its expiry and whether it was revoked.
 */
public final class Authentication {
    private final SignerLookup signers;
    private final Predicate<String> acceptedRegions;
    private final SignatureHints hints;

    public Authentication(SignerLookup signers, Predicate<String> acceptedRegions) {
        this(signers, acceptedRegions, SignatureHints.NONE);
    }

    /** @param hints what the audit record says of a signature that does not match */
    public Authentication(SignerLookup signers, Predicate<String> acceptedRegions, SignatureHints hints) {
        this.signers = signers;
        this.acceptedRegions = acceptedRegions;
        this.hints = hints;
    }

    /**
     * @param service the one service that the credential scope may name
     * @param longTermKeys whether a user's own access key is taken
     * @throws ApiException when the request is not signed by a credential that is valid at {@code now}
     */
    public AuthenticatedCaller authenticate(
            RequestHead head, Payload payload, String service, boolean longTermKeys, Instant now, AccessTrail trail) {
        Authorization authorization = Authorization.parse(head);
        trail.claims(authorization.accessKeyId());
        SignedRequest request = SignatureVerifier.checkHead(head, authorization, service, acceptedRegions, now);
        Optional<SecurityToken> sessionToken = SecurityToken.of(head, authorization);
        if (sessionToken.isEmpty() && !longTermKeys) {
            throw new ApiException(
                    ApiError.ACCESS_DENIED,
                    "long-term access keys are not accepted here; use the credentials of a session, from AssumeRole or"
                            + " GetSessionToken",
                    "a long-term key where only sessions are accepted");
        }
        String bodySha256 = payload.sha256();
        Signer signer = signers.find(request, sessionToken, bodySha256, now);
        verify(request, signer.key(), bodySha256);
        if (signer.expiresAt().isPresent() && !now.isBefore(signer.expiresAt().get())) {
            throw new ApiException(
                    ApiError.EXPIRED_TOKEN,
                    "The security token included in the request is expired",
                    "the session ended at " + signer.expiresAt().get());
        }
        if (signer.revoked().isPresent()) {
            Revocation revocation = signer.revoked().get();
            throw new ApiException(
                    ApiError.SESSION_REVOKED,
                    "This session was revoked at " + revocation.at()
                            + ", and asking again does not help: get a new one, or ask an operator of the gateway why",
                    "revoked at " + revocation.at() + " by "
                            + revocation.kind().name().toLowerCase(Locale.ROOT) + " `" + revocation.subject() + "`");
        }
        SessionLimits.require(signer.caller(), service);
        AuthenticatedCaller caller =
                new AuthenticatedCaller(signer.caller(), authorization.accessKeyId(), authorization.scope());
        trail.verified(caller);
        return caller;
    }

    private void verify(SignedRequest request, SigningKey key, String bodySha256) {
        try {
            request.verify(key, bodySha256);
        } catch (ApiException mismatch) {
            // What the caller reads is the same with and without a hint: it would tell whoever guesses how near they
            // are.
            throw hints.of(request, key, bodySha256)
                    .map(hint -> new ApiException(mismatch.error(), mismatch.message(), mismatch.reason() + " " + hint))
                    .orElse(mismatch);
        }
    }
}
