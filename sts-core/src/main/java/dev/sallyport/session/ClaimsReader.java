package dev.sallyport.session;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link ClaimsWriter} wrote, and nothing else: every length is checked against its bound and against what is
 * left before anything is copied. Each method throws {@link IllegalArgumentException} where the bytes are wrong.
 */
final class ClaimsReader {
    private final byte[] bytes;
    private int next;

    ClaimsReader(byte[] bytes) {
        this.bytes = bytes;
    }

    long number(int width) {
        require(width);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = (value << 8) | (bytes[next++] & 0xff);
        }
        return value;
    }

    int count(int most) {
        int count = (int) number(1);
        if (count > most) {
            throw new IllegalArgumentException("a list is longer than " + most);
        }
        return count;
    }

    byte[] raw(int length) {
        require(length);
        next += length;
        return Arrays.copyOfRange(bytes, next - length, next);
    }

    String text(TextField field) {
        int length = (int) number(field.lengthWidth());
        if (length > field.maxBytes()) {
            throw new IllegalArgumentException("the " + field.what() + " is too long");
        }
        require(length);
        int start = next;
        next += length;
        if (isAscii(start, next)) {
            return new String(bytes, start, length, StandardCharsets.US_ASCII);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the " + field.what() + " is not UTF-8", e);
        }
    }

    // Nearly all texts are, and a decoder that refuses what is not UTF-8 is many times as dear.
    private boolean isAscii(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    int remaining() {
        return bytes.length - next;
    }

    void requireEnd() {
        if (remaining() != 0) {
            throw new IllegalArgumentException("there are bytes after the end");
        }
    }

    private void require(int length) {
        if (length > remaining()) {
            throw new IllegalArgumentException("the bytes end too early");
        }
    }
}
