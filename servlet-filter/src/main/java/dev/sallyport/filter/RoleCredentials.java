package dev.sallyport.filter;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import java.time.Instant;

/** The filter's own session of its role. */
record RoleCredentials(AccessKeyId accessKeyId, SecretAccessKey secret, String sessionToken, Instant expiresAt) {
    /** Without the token. */
    @Override
    public String toString() {
        return "RoleCredentials[" + accessKeyId + ", until " + expiresAt + "]";
    }
}
