package dev.sallyport.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What the gateway proves itself to its database with. It never prints, and compares in constant time. */
public final class DatabasePassword {
    private static final int MAX_LENGTH = 1024;

    private final String text;

    private DatabasePassword(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException without any part of the text, when it is longer than a password is */
    public static DatabasePassword of(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "the password of the database has more than " + MAX_LENGTH + " characters: name the right file");
        }
        return new DatabasePassword(text);
    }

    /** The password itself, for the driver alone. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DatabasePassword password && MessageDigest.isEqual(bytes(), password.bytes());
    }

    @Override
    public int hashCode() {
        return 0; // A hash would tell something of the password.
    }

    @Override
    public String toString() {
        return "DatabasePassword[redacted]";
    }

    private byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
