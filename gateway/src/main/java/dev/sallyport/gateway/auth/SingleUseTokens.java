package dev.sallyport.gateway.auth;

import dev.sallyport.gateway.state.SpentTokens;
import dev.sallyport.oidc.IdTokenFaults;
import dev.sallyport.oidc.VerifiedIdToken;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes each web identity token once, for roles that say so: a token that leaked from a log or a build is then worth nothing
 * after the job itself has used it.
 */
public final class SingleUseTokens {
    private final SpentTokens spent;

    public SingleUseTokens(SpentTokens spent) {
        this.spent = spent;
    }

    /**
     * Uses the token up. To be called when all else is decided, so that a refused call costs nobody a token.
     *
     * @throws dev.sallyport.error.ApiException {@code InvalidIdentityToken} when the token was used before or has no
     *     {@code jti} to know it by; 503 when that cannot be recorded
     */
    public void spend(VerifiedIdToken token, Instant now) {
        String tokenId = token.tokenId().orElseThrow(IdTokenFaults::noTokenId);
        Optional<Instant> usedAt = spent.spend(token.provider().arn(), tokenId, token.acceptedUntil(), now);
        usedAt.ifPresent(at -> {
            throw IdTokenFaults.usedBefore(tokenId, at);
        });
    }
}
