package dev.sallyport.filter;

import dev.sallyport.access.Payload;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.sigv4.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, read and held as a whole when its hash is first needed: after the head has passed every check
 * that needs no body, and before the application sees anything.
 */
final class HeldBody implements Payload {
    /** Longest body; an installation may allow less. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final int BUFFER_BYTES = 8 * 1024;

    private final HttpServletRequest request;
    private final int maxBytes;
    private final UnverifiedBytes.Share share;
    private byte @Nullable [] bytes;
    private @Nullable String sha256;

    /** @param share what is held counts against it while its sender is unknown */
    HeldBody(HttpServletRequest request, int maxBytes, UnverifiedBytes.Share share) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.share = share;
    }

    @Override
    public String sha256() {
        String hash = sha256;
        if (hash == null) {
            byte[] read = read();
            hash = Sha256.hex(read);
            bytes = read;
            sha256 = hash;
        }
        return hash;
    }

    /** The bytes whose hash was verified. */
    byte[] bytes() {
        byte[] held = bytes;
        if (held == null) {
            throw new IllegalStateException("a body that was not verified is not for anybody");
        }
        return held;
    }

    private byte[] read() {
        long announced = request.getContentLengthLong();
        if (announced > maxBytes) {
            throw tooLarge();
        }
        try {
            InputStream in = request.getInputStream();
            ByteArrayOutputStream held = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (held.size() + n > maxBytes) {
                    throw tooLarge();
                }
                share.take(n);
                held.write(buffer, 0, n);
            }
            return held.toByteArray();
        } catch (IOException | IllegalStateException unreadable) {
            throw new ApiException(
                    ApiError.MALFORMED_INPUT,
                    "the request body could not be read",
                    "the request body could not be read: "
                            + unreadable.getClass().getSimpleName());
        }
    }

    private ApiException tooLarge() {
        return new ApiException(
                ApiError.REQUEST_ENTITY_TOO_LARGE, "the request body is longer than " + maxBytes + " bytes");
    }
}
