package dev.sallyport.mfa;

import java.nio.charset.StandardCharsets;

/**
 * What an authenticator program scans to hold a seed: Google's key URI format. It is a secret and never prints.
 *
 * <p>Issuer and account stand in the label and may be anything that is not a control character: each is encoded by itself,
 * so that neither becomes syntax. The format has a {@code :} between the two, so neither may hold one.
 */
public final class KeyUri {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String HEX = "0123456789ABCDEF";

    private final String text;

    private KeyUri(String text) {
        this.text = text;
    }

    /**
     * @param issuer who the code is for, as the program shows it above the account
     * @param account whose code it is
     * @throws IllegalArgumentException when one of them is empty or holds a {@code :} or a control character
     */
    public static KeyUri of(String issuer, String account, TotpSeed seed) {
        requireLabel("issuer", issuer);
        requireLabel("account", account);
        // The defaults are written out: programs have disagreed on them.
        return new KeyUri("otpauth://totp/" + encoded(issuer) + ":" + encoded(account) + "?secret=" + seed.reveal()
                + "&issuer=" + encoded(issuer) + "&algorithm=SHA1&digits=" + Totp.DIGITS + "&period="
                + Totp.STEP_SECONDS);
    }

    /** The URI, for the one answer that hands it out. */
    public String reveal() {
        return text;
    }

    private static void requireLabel(String what, String text) {
        if (text.isBlank() || text.indexOf(':') >= 0 || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the " + what
                    + " of an authenticator's entry is not empty and has no `:` and no control characters");
        }
    }

    // RFC 3986: everything but the unreserved characters, so that a space is `%20` and never `+`.
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
            }
        }
        return encoded.toString();
    }

    @Override
    public String toString() {
        return "KeyUri[redacted]";
    }
}
