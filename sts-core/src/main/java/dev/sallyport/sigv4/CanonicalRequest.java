package dev.sallyport.sigv4;

import dev.sallyport.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The canonical request of "Create a signed AWS API request": the one text that stands for what is signed.
 *
 * <p>{@link #text} holds the session token if that is signed, which it should be; {@link #toString} and
 * {@link #redactedText} hold the token's SHA-256 in its place.
 */
public final class CanonicalRequest {
    private static final String TOKEN_LINE = "\nx-amz-security-token:";

    private final String headText;
    private final String payloadHash;

    private CanonicalRequest(String headText, String payloadHash) {
        this.headText = headText;
        this.payloadHash = payloadHash;
    }

    /**
     * @param signedHeaders lower-case names, sorted; each must have arrived
     * @param payloadHashHex SHA-256 of the body
     * @throws ApiException when a signed header did not arrive or holds a tab, or the query has no one canonical form
     */
    public static CanonicalRequest of(
            RequestHead head, List<String> signedHeaders, String payloadHashHex, PathForm pathForm) {
        return new CanonicalRequest(headText(head, signedHeaders, pathForm), requireHash(payloadHashHex));
    }

    /** The same request with another body; for when the head is checked before the body has arrived. */
    CanonicalRequest withPayloadHash(String payloadHashHex) {
        return new CanonicalRequest(headText, requireHash(payloadHashHex));
    }

    public String text() {
        return headText + payloadHash;
    }

    public String sha256Hex() {
        return Sha256.hex(text().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The text for a log or an answer: the session token is replaced by its SHA-256. */
    public String redactedText() {
        // No other line can start like this: names and values hold no line feed, path and query are encoded.
        int line = headText.indexOf(TOKEN_LINE);
        if (line < 0) {
            return text();
        }
        int from = line + TOKEN_LINE.length();
        int to = headText.indexOf('\n', from);
        String token = headText.substring(from, to);
        return headText.substring(0, from) + "sha256:" + Sha256.hex(token.getBytes(StandardCharsets.ISO_8859_1))
                + headText.substring(to) + payloadHash;
    }

    @Override
    public String toString() {
        return redactedText();
    }

    private static String headText(RequestHead head, List<String> signedHeaders, PathForm pathForm) {
        StringBuilder text = new StringBuilder(512);
        text.append(head.method()).append('\n');
        text.append(pathForm.canonical(head.rawPath())).append('\n');
        text.append(CanonicalQuery.of(head.rawQuery().orElse(""))).append('\n');
        for (String name : signedHeaders) {
            appendHeader(text, name, head.values(name));
        }
        text.append('\n').append(String.join(";", signedHeaders)).append('\n');
        return text.toString();
    }

    private static void appendHeader(StringBuilder text, String name, List<String> values) {
        if (values.isEmpty()) {
            throw Refusal.mismatch("header `" + name + "` is among the signed headers but did not arrive");
        }
        text.append(name);
        char separator = ':';
        for (String value : values) {
            text.append(separator);
            appendTrimmed(text, name, value);
            separator = ',';
        }
        text.append('\n');
    }

    /** Spaces at the ends removed, runs of spaces made one. Signers differ on tabs, so there are none. */
    private static void appendTrimmed(StringBuilder text, String name, String value) {
        boolean pendingSpace = false;
        boolean started = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\t') {
                throw Refusal.incomplete("signed header `" + name + "` holds a tab; send a space");
            }
            if (c == ' ') {
                pendingSpace = started;
                continue;
            }
            if (pendingSpace) {
                text.append(' ');
                pendingSpace = false;
            }
            text.append(c);
            started = true;
        }
    }

    private static String requireHash(String payloadHashHex) {
        if (!Sha256.isHex(payloadHashHex)) {
            throw new IllegalArgumentException("a payload hash is 64 lower-case hex digits");
        }
        return payloadHashHex;
    }
}
