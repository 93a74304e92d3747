package dev.sallyport.gateway.cli.mfa;

import dev.sallyport.mfa.KeyUri;
import io.nayuki.qrcodegen.QrCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** The QR symbol of a key URI with the light margin that scanners need. It is a secret and never prints by itself. */
public final class QrSymbol {
    /** ISO/IEC 18004: four modules on each side. */
    private static final int MARGIN = 4;

    private static final int PIXELS_PER_MODULE = 8;
    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final String BLACK_ON_WHITE = "\u001b[30;107m";
    private static final String RESET = "\u001b[0m";

    private final QrCode code;

    private QrSymbol(QrCode code) {
        this.code = code;
    }

    public static QrSymbol of(KeyUri uri) {
        return new QrSymbol(QrCode.encodeText(uri.reveal(), QrCode.Ecc.MEDIUM));
    }

    /** Modules on each side, margin included. */
    int size() {
        return code.size + 2 * MARGIN;
    }

    /** Whether a module is dark; the margin is not. */
    boolean isDark(int x, int y) {
        return code.getModule(x - MARGIN, y - MARGIN);
    }

    /**
     * Two rows of modules to a line, in half blocks.
     *
     * @param colours whether the terminal takes them: it is then black on white whatever the terminal's own colours are.
     *     Without them it is right on a dark background.
     */
    public String halfBlocks(boolean colours) {
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < size(); y += 2) {
            text.append(colours ? BLACK_ON_WHITE : "");
            for (int x = 0; x < size(); x++) {
                // What a block paints is the foreground: black with colours, the light one of a dark terminal without.
                boolean upper = isDark(x, y) == colours;
                boolean lower = (y + 1 < size() && isDark(x, y + 1)) == colours;
                text.append(upper ? (lower ? '\u2588' : '\u2580') : lower ? '\u2584' : ' ');
            }
            text.append(colours ? RESET : "").append('\n');
        }
        return text.toString();
    }

    /** For terminals that know only ASCII: two characters to a module, right on a dark background. */
    public String ascii() {
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < size(); y++) {
            for (int x = 0; x < size(); x++) {
                text.append(isDark(x, y) ? "  " : "##");
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** A PNG image: one bit of grey to a pixel (W3C PNG, 4.1 and 11.2). */
    public byte[] png() {
        int side = size() * PIXELS_PER_MODULE;
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(PNG_SIGNATURE);
        byte[] header = ByteBuffer.allocate(13)
                .putInt(side)
                .putInt(side)
                .put(new byte[] {1, 0, 0, 0, 0})
                .array();
        chunk(png, "IHDR", header);
        chunk(png, "IDAT", deflated(scanlines()));
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    // A module is a whole byte of eight pixels, 0xff for light; each line begins with its filter, none.
    private byte[] scanlines() {
        int size = size();
        byte[] lines = new byte[size * PIXELS_PER_MODULE * (1 + size)];
        int at = 0;
        for (int pixelRow = 0; pixelRow < size * PIXELS_PER_MODULE; pixelRow++) {
            lines[at++] = 0;
            for (int x = 0; x < size; x++) {
                lines[at++] = (byte) (isDark(x, pixelRow / PIXELS_PER_MODULE) ? 0x00 : 0xff);
            }
        }
        return lines;
    }

    private static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, new Deflater(Deflater.BEST_COMPRESSION))) {
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to be written", e);
        }
        return deflated.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        png.writeBytes(name);
        png.writeBytes(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    @Override
    public String toString() {
        return "QrSymbol[redacted]";
    }
}
