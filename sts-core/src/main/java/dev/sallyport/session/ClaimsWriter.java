package dev.sallyport.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Writes the binary form that {@link ClaimsReader} reads: big-endian numbers of fixed width, texts after their length. */
final class ClaimsWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void number(int width, long value) {
        if (value < 0 || value >>> (8 * width) != 0) {
            throw new IllegalArgumentException("a number does not fit into " + width + " bytes");
        }
        for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
            bytes.write((int) (value >>> shift));
        }
    }

    void raw(byte[] value) {
        bytes.writeBytes(value);
    }

    void text(TextField field, String value) {
        byte[] utf8 = utf8(value);
        if (utf8.length > field.maxBytes()) {
            throw new IllegalArgumentException(
                    "the " + field.what() + " is longer than " + field.maxBytes() + " bytes");
        }
        number(field.lengthWidth(), utf8.length);
        raw(utf8);
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private static byte[] utf8(String value) {
        try {
            // Not getBytes: it turns a lone surrogate into a question mark, and two texts into one.
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
            byte[] utf8 = new byte[encoded.remaining()];
            encoded.get(utf8);
            return utf8;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a text is not valid Unicode", e);
        }
    }
}
