package dev.sallyport.sigv4;

import dev.sallyport.error.ApiException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code x-amz-content-sha256} says of the body. Only the hash of the whole body is taken; S3's unsigned and
 * streaming modes, in which the signature does not cover the body or covers it in pieces, are refused by name.
 */
final class PayloadMode {
    private static final String CONTENT_SHA256 = "x-amz-content-sha256";

    private PayloadMode() {}

    /**
     * The hash the client declares; empty when it declares none, which is usual outside S3.
     *
     * @throws ApiException for an unsigned or streaming mode, and for anything that is not a hash
     */
    static Optional<String> declaredHash(RequestHead head) {
        for (String name : List.of("x-amz-decoded-content-length", "x-amz-trailer")) {
            if (!head.values(name).isEmpty()) {
                throw unsupported(name);
            }
        }
        for (String value : head.values("content-encoding")) {
            if (value.toLowerCase(Locale.ROOT).contains("aws-chunked")) {
                throw unsupported("content-encoding: aws-chunked");
            }
        }
        for (String value : head.values(CONTENT_SHA256)) {
            if (value.equals("UNSIGNED-PAYLOAD") || value.startsWith("STREAMING-")) {
                throw unsupported(value);
            }
            if (!Sha256.isHex(value)) {
                throw Refusal.incomplete(
                        "header `" + CONTENT_SHA256 + "` is 64 lower-case hex digits, not `" + value + "`");
            }
            return Optional.of(value);
        }
        return Optional.empty();
    }

    private static ApiException unsupported(String mode) {
        return Refusal.incomplete("payload mode `" + mode + "` is not supported; sign the SHA-256 of the whole body");
    }
}
