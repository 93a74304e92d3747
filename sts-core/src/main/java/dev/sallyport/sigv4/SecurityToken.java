package dev.sallyport.sigv4;

import dev.sallyport.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** The session token of a request, not opened yet. It prints as its SHA-256. */
public final class SecurityToken {
    /** No token we issue is longer. */
    public static final int MAX_LENGTH = 4096;

    private static final String HEADER = "x-amz-security-token";

    private final String text;

    private SecurityToken(String text) {
        this.text = text;
    }

    /**
     * The token beside the access key, which a session's key must have and a long-term key must not.
     *
     * @throws ApiException SignatureDoesNotMatch when the token is not among the signed headers; InvalidClientTokenId
     *     when key and token do not go together, there are two tokens, or it is too long to be one
     */
    public static Optional<SecurityToken> of(RequestHead head, Authorization authorization) {
        List<String> values = head.values(HEADER);
        if (values.size() > 1) {
            throw Refusal.invalidToken("the request has more than one session token");
        }
        if (!values.isEmpty() && !authorization.signedHeaders().contains(HEADER)) {
            throw Refusal.mismatch("header `" + HEADER + "` must be among the signed headers");
        }
        boolean temporary = authorization.accessKeyId().isTemporary();
        if (values.isEmpty()) {
            if (temporary) {
                throw Refusal.invalidToken("a session's access key came without a session token");
            }
            return Optional.empty();
        }
        if (!temporary) {
            throw Refusal.invalidToken("a session token came beside a long-term access key");
        }
        String text = values.get(0);
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw Refusal.invalidToken("the session token is empty or longer than " + MAX_LENGTH + " characters");
        }
        return Optional.of(new SecurityToken(text));
    }

    /** The token itself, for the one place that opens it. */
    public String reveal() {
        return text;
    }

    /** Stands for the token in logs and as part of a cache's key. */
    public String sha256Hex() {
        return Sha256.hex(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecurityToken that
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.ISO_8859_1), that.text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public int hashCode() {
        return sha256Hex().hashCode();
    }

    @Override
    public String toString() {
        return "SecurityToken[sha256:" + sha256Hex() + "]";
    }
}
