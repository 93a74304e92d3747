package dev.sallyport.config;

import dev.sallyport.identity.SecretAccessKey;
import java.util.Set;

/** Which secrets an access key may have. */
final class KeySecrets {
    /** As random as 128 bits in base64; AWS's own have 40 characters. */
    private static final int MIN_LENGTH = 22;

    private static final int MAX_LENGTH = 256;

    // The example of the AWS documentation, which copied configurations carry.
    private static final Set<String> SAMPLES = Set.of(
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY");

    private KeySecrets() {}

    /** @throws IllegalArgumentException without any part of the text */
    static SecretAccessKey parse(String text) {
        if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the secret has " + text.length() + " characters; it has " + MIN_LENGTH
                    + " to " + MAX_LENGTH + ", made at random");
        }
        if (SAMPLES.contains(text)) {
            throw new IllegalArgumentException("the secret is a sample that everybody knows; make one at random");
        }
        return SecretAccessKey.of(text);
    }
}
