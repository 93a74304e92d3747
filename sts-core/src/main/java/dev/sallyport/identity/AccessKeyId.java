package dev.sallyport.identity;

import java.util.Optional;

/**
 * The public half of a credential: {@code AKIA…} for a user's long-term key, {@code ASIA…} for a session.
 *
 * <p>Parsing takes what the service model takes (16 to 128 characters of {@code [\w]}, ASCII); minting makes the
 * 20-character form from which tools read the account.
 */
public record AccessKeyId(String value) {
    /** Random bytes that {@link #mintTemporary} and {@link #mintLongTerm} take. */
    public static final int RANDOM_BYTES = 10;

    private static final String LONG_TERM = "AKIA";
    private static final String TEMPORARY = "ASIA";
    private static final int MIN_LENGTH = 16;
    private static final int MAX_LENGTH = 128;
    private static final int ACCOUNT_SHIFT = 7;
    private static final long ACCOUNT_MASK = 0x7fffffffff80L;
    private static final long TOP_BIT = 1L << 47;

    /** @throws IllegalArgumentException unless {@code value} is 16 to 128 ASCII letters, digits and underscores */
    public AccessKeyId {
        if (value.length() < MIN_LENGTH
                || value.length() > MAX_LENGTH
                || !value.chars().allMatch(AccessKeyId::isWordCharacter)) {
            throw new IllegalArgumentException(
                    "an access key id is 16 to 128 letters and digits: `AKIA` and 16 capital letters or digits by custom");
        }
    }

    public static AccessKeyId mintTemporary(AccountId account, byte[] random) {
        return mint(TEMPORARY, account, random);
    }

    public static AccessKeyId mintLongTerm(AccountId account, byte[] random) {
        return mint(LONG_TERM, account, random);
    }

    /** Whether this can only be a session's key, which comes with a session token. */
    public boolean isTemporary() {
        return value.startsWith(TEMPORARY);
    }

    /**
     * The account written into a 20-character id; empty for an id of any other shape, and for ids from before 2019, whose
     * fifth character is {@code I} or {@code J} and which hold no account.
     */
    public Optional<AccountId> account() {
        if (value.length() != 20 || value.charAt(4) == 'I' || value.charAt(4) == 'J') {
            return Optional.empty();
        }
        try {
            long number = (leading48Bits(Base32.decode(value.substring(4))) & ACCOUNT_MASK) >> ACCOUNT_SHIFT;
            return Optional.of(AccountId.of(number));
        } catch (IllegalArgumentException notBase32OrTooLarge) {
            return Optional.empty();
        }
    }

    // Layout: bit 47 set, which keeps the fifth character from being an old id's I or J; bits 46..7 the account; the
    // rest random.
    private static AccessKeyId mint(String prefix, AccountId account, byte[] random) {
        if (random.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("an access key id takes " + RANDOM_BYTES + " random bytes");
        }
        byte[] bytes = random.clone();
        long accountBits = Long.parseLong(account.digits()) << ACCOUNT_SHIFT;
        long head = TOP_BIT | (leading48Bits(bytes) & ~ACCOUNT_MASK) | accountBits;
        for (int i = 5; i >= 0; i--) {
            bytes[i] = (byte) head;
            head >>= 8;
        }
        return new AccessKeyId(prefix + Base32.encode(bytes));
    }

    private static long leading48Bits(byte[] bytes) {
        long head = 0;
        for (int i = 0; i < 6; i++) {
            head = (head << 8) | (bytes[i] & 0xff);
        }
        return head;
    }

    private static boolean isWordCharacter(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }

    @Override
    public String toString() {
        return value;
    }
}
