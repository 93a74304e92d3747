package dev.sallyport.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a sealed text is bound to without holding it, as a list of fields. Each field is preceded by its length, so that
 * no two lists of fields give the same bytes.
 */
public final class AdditionalData {
    private AdditionalData() {}

    public static byte[] of(byte[]... fields) {
        int length = 0;
        for (byte[] field : fields) {
            length = Math.addExact(length, Integer.BYTES + field.length);
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        for (byte[] field : fields) {
            buffer.putInt(field.length).put(field);
        }
        return buffer.array();
    }

    public static byte[] of(String... fields) {
        byte[][] bytes = new byte[fields.length][];
        for (int i = 0; i < fields.length; i++) {
            bytes[i] = fields[i].getBytes(StandardCharsets.UTF_8);
        }
        return of(bytes);
    }
}
