package dev.sallyport.session;

import java.nio.ByteBuffer;
import java.util.Locale;

/** Which key of the ring a token was sealed with: four random bytes, readable in the token. */
public record RingKeyId(int value) {
    public static final int BYTES = 4;

    /** @throws IllegalArgumentException unless there are {@link #BYTES} bytes */
    public static RingKeyId of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a ring key id is " + BYTES + " bytes");
        }
        return new RingKeyId(ByteBuffer.wrap(bytes).getInt());
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putInt(value).array();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%08x", value);
    }
}
