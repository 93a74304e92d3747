package dev.sallyport.gateway.auth;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.session.SessionClaims;

/** The credentials of a session that was just sealed. The token never prints. */
public record IssuedCredentials(
        AccessKeyId accessKeyId, SecretAccessKey secret, String sessionToken, SessionClaims claims) {
    @Override
    public String toString() {
        return "IssuedCredentials[" + accessKeyId + ", " + claims.sessionId() + "]";
    }
}
