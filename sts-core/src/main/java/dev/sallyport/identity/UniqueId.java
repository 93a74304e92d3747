package dev.sallyport.identity;

/**
 * The id of a user, group or role that is never used again, whatever later bears the same name: a four-letter kind and
 * 17 base32 characters.
 */
public record UniqueId(String value) {
    /** Random bytes that {@link #mint} takes. */
    public static final int RANDOM_BYTES = 11;

    private static final int RANDOM_CHARACTERS = 17;
    private static final int MAX_LENGTH = 128;

    /** What an id is the id of, with the prefix of the IAM guide's "unique identifiers". */
    public enum Kind {
        USER("AIDA"),
        GROUP("AGPA"),
        ROLE("AROA");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        public String prefix() {
            return prefix;
        }
    }

    /** @throws IllegalArgumentException unless {@code value} is upper-case letters and digits, 16 to 128 of them */
    public UniqueId {
        if (value.length() < 16
                || value.length() > MAX_LENGTH
                || !value.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) {
            throw new IllegalArgumentException("a unique id is 16 to 128 upper-case letters and digits");
        }
    }

    public static UniqueId mint(Kind kind, byte[] random) {
        if (random.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("a unique id takes " + RANDOM_BYTES + " random bytes");
        }
        return new UniqueId(kind.prefix() + Base32.encode(random).substring(0, RANDOM_CHARACTERS));
    }

    @Override
    public String toString() {
        return value;
    }
}
