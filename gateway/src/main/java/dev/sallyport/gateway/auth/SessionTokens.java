package dev.sallyport.gateway.auth;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.session.InvalidSessionTokenException;
import dev.sallyport.session.Revocation;
import dev.sallyport.session.Revocations;
import dev.sallyport.session.SessionClaims;
import dev.sallyport.session.SessionSealer;
import java.util.Optional;
import java.util.function.Supplier;

/** What a session token holds, and whether that still counts. The one way in which sessions come into this node. */
public final class SessionTokens {
    private final SessionSealer sealer;
    private final Supplier<Revocations> revocations;

    /** @param revocations as this node knows them; throws when it cannot vouch for that */
    public SessionTokens(SessionSealer sealer, Supplier<Revocations> revocations) {
        this.sealer = sealer;
        this.revocations = revocations;
    }

    SessionClaims open(AccessKeyId accessKeyId, String token) throws InvalidSessionTokenException {
        return sealer.open(accessKeyId, token);
    }

    Optional<Revocation> revocation(SessionClaims claims) {
        return revocations.get().of(claims);
    }
}
