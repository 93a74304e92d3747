package dev.sallyport.demo.tour;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import java.util.Optional;

/** What the tour signs with. The secret and the token do not print. */
record Credentials(AccessKeyId accessKeyId, SecretAccessKey secret, Optional<String> sessionToken) {
    @Override
    public String toString() {
        return "Credentials[" + accessKeyId + "]";
    }
}
