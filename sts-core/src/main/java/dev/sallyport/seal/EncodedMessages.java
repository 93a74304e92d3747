package dev.sallyport.seal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Seals what only the people of one account may read into a text that anybody may carry.
 *
 * <pre>
 * text   = base64url( version(1) || nonce(24) || sealed )
 * sealed = XAES-256-GCM of length(2) || DEFLATE of the document || zeros, up to {@link #ROOM} bytes
 * </pre>
 *
 * <p>Every text has the same length: that of a refusal would otherwise tell whether a role exists, or how it is guarded.
 * Purpose, trust domain, version and account are additional data, so a text opens for one account of one installation.
 */
public final class EncodedMessages {
    public static final int KEY_BYTES = Xaes256Gcm.KEY_BYTES;
    public static final int NONCE_BYTES = Xaes256Gcm.NONCE_BYTES;

    /** Bytes of a compressed document with its length; a text has 2,788 characters. */
    static final int ROOM = 2048;

    private static final byte VERSION = 1;
    private static final String PURPOSE = "sallyport/authorization-message/v1";
    private static final int HEADER_BYTES = 1 + NONCE_BYTES;
    private static final int LENGTH_BYTES = 2;
    private static final int MAX_DOCUMENT_BYTES = 64 * 1024;
    private static final int TEXT_LENGTH = ((HEADER_BYTES + ROOM + Xaes256Gcm.TAG_BYTES) * 4 + 2) / 3;

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final String trustDomain;
    private final Xaes256Gcm cipher;

    /** @throws IllegalArgumentException unless the key is {@link #KEY_BYTES} long */
    public EncodedMessages(String trustDomain, byte[] key) {
        this.trustDomain = trustDomain;
        this.cipher = new Xaes256Gcm(key);
    }

    /**
     * The first of {@code documents} that fits.
     *
     * @param nonce {@link #NONCE_BYTES} random bytes, never used before
     * @throws IllegalArgumentException when none fits
     */
    public String encode(String account, List<String> documents, byte[] nonce) {
        byte[] packed = documents.stream()
                .map(document -> document.getBytes(StandardCharsets.UTF_8))
                .filter(document -> document.length <= MAX_DOCUMENT_BYTES)
                .map(EncodedMessages::deflate)
                .filter(document -> document.length <= ROOM - LENGTH_BYTES)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no document fits into an encoded message"));
        byte[] plaintext = ByteBuffer.allocate(ROOM)
                .putShort((short) packed.length)
                .put(packed)
                .array();
        byte[] sealed = cipher.seal(nonce, additionalData(account), plaintext);
        return ENCODER.encodeToString(ByteBuffer.allocate(HEADER_BYTES + sealed.length)
                .put(VERSION)
                .put(nonce)
                .put(sealed)
                .array());
    }

    /** The document; empty for every text but one that {@link #encode} made for this account. */
    public Optional<String> decode(String account, String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = DECODER.decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        // The decoder also takes unused bits that are not zero: another text of the same message.
        if (bytes[0] != VERSION || !ENCODER.encodeToString(bytes).equals(text)) {
            return Optional.empty();
        }
        return cipher.open(
                        Arrays.copyOfRange(bytes, 1, HEADER_BYTES),
                        additionalData(account),
                        Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length))
                .flatMap(EncodedMessages::document);
    }

    private byte[] additionalData(String account) {
        return AdditionalData.of(PURPOSE, trustDomain, Byte.toString(VERSION), account);
    }

    private static Optional<String> document(byte[] plaintext) {
        ByteBuffer buffer = ByteBuffer.wrap(plaintext);
        int length = buffer.getShort();
        if (length < 0 || length > buffer.remaining()) {
            return Optional.empty();
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(plaintext, LENGTH_BYTES, length);
            byte[] document = new byte[MAX_DOCUMENT_BYTES];
            int size = inflater.inflate(document);
            if (!inflater.finished()) {
                return Optional.empty();
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document, 0, size))
                    .toString());
        } catch (DataFormatException | CharacterCodingException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] buffer = new byte[bytes.length + bytes.length / 1000 + 64];
            int length = deflater.deflate(buffer);
            return Arrays.copyOf(buffer, length);
        } finally {
            deflater.end();
        }
    }

    @Override
    public String toString() {
        return "EncodedMessages[redacted]";
    }
}
