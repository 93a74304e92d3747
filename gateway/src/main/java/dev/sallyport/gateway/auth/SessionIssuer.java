package dev.sallyport.gateway.auth;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.role.NewSession;
import dev.sallyport.session.SessionClaims;
import dev.sallyport.session.SessionId;
import dev.sallyport.session.SessionSealer;
import java.security.SecureRandom;

/** Makes the random parts of sessions and seals them. Nothing is stored: the token is the session. */
public final class SessionIssuer {
    private final SessionSealer sealer;
    private final SecureRandom random;

    public SessionIssuer(SessionSealer sealer, SecureRandom random) {
        this.sealer = sealer;
        this.random = random;
    }

    /** The id and secret of a session that may be about to exist. */
    public NewSession fresh() {
        return new NewSession(
                SessionId.of(bytes(SessionId.BYTES)), SecretAccessKey.mint(bytes(SecretAccessKey.RANDOM_BYTES)));
    }

    /** @throws dev.sallyport.error.ApiException {@code PackedPolicyTooLarge} when the session does not fit a token */
    public IssuedCredentials issue(AccountId account, SessionClaims claims) {
        AccessKeyId accessKeyId = AccessKeyId.mintTemporary(account, bytes(AccessKeyId.RANDOM_BYTES));
        String token = sealer.seal(accessKeyId, claims, bytes(SessionSealer.NONCE_BYTES));
        return new IssuedCredentials(accessKeyId, claims.secret(), token, claims);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
