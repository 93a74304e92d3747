package dev.sallyport.session;

import java.nio.ByteBuffer;
import java.util.Locale;

/** What names one session in the audit log and in revocations: 16 random bytes, shown as 32 hexadecimal digits. */
public record SessionId(long high, long low) {
    public static final int BYTES = 16;

    /** @throws IllegalArgumentException unless there are {@link #BYTES} bytes */
    public static SessionId of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a session id is " + BYTES + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new SessionId(buffer.getLong(), buffer.getLong());
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%016x%016x", high, low);
    }
}
