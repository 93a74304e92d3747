package dev.sallyport.gateway.auth;

import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccountId;
import dev.sallyport.seal.EncodedMessages;
import java.security.SecureRandom;
import java.util.Optional;

/** The encoded messages that refused authorisations carry, and their opening. */
public final class AuthorizationMessages {
    private final EncodedMessages messages;
    private final SecureRandom random;

    public AuthorizationMessages(EncodedMessages messages, SecureRandom random) {
        this.messages = messages;
        this.random = random;
    }

    /** What goes out with {@code failure}; empty unless an authorisation was refused. */
    public Optional<String> of(ApiException failure) {
        return failure.authorizationFailure().map(refused -> {
            byte[] nonce = new byte[EncodedMessages.NONCE_BYTES];
            random.nextBytes(nonce);
            return messages.encode(refused.account(), refused.documents(), nonce);
        });
    }

    /** The document in a message of {@code account}; empty for any other text. */
    public Optional<String> decode(AccountId account, String message) {
        return messages.decode(account.digits(), message);
    }
}
