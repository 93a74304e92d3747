package dev.sallyport.gateway.cli.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.sallyport.mfa.KeyUri;
import dev.sallyport.mfa.TotpSeed;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn is scanned again by another program's reader (ZXing), the image read by the JDK's. */
class QrSymbolTest {
    private static final TotpSeed SEED = TotpSeed.of("a seed of twenty byt".getBytes(StandardCharsets.US_ASCII));
    private static final int BLACK = 0xff000000;
    private static final int WHITE = 0xffffffff;
    private static final int PIXELS = 4;

    private static final String LONGEST = "a".repeat(60);

    @ParameterizedTest
    @ValueSource(strings = {"alice@111122223333", "a", "a+b=c,d.e@-_@111122223333", "Zoë & 山 ?#%/@1"})
    void imageScansAsTheUri(String account) throws Exception {
        KeyUri uri = KeyUri.of("sallyport.example.com", account, SEED);
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(QrSymbol.of(uri).png()));

        assertThat(image.getWidth())
                .isEqualTo(image.getHeight())
                .isEqualTo(8 * QrSymbol.of(uri).size());
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        assertThat(scan(pixels, image.getWidth(), image.getHeight())).isEqualTo(uri.reveal());
    }

    @Test
    void longestNamesFitIntoASymbol() throws Exception {
        String domain = String.join(".", LONGEST, LONGEST, LONGEST, LONGEST);
        KeyUri uri = KeyUri.of(domain, "=".repeat(64) + "@111122223333", SEED);
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(QrSymbol.of(uri).png()));

        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        assertThat(scan(pixels, image.getWidth(), image.getHeight())).isEqualTo(uri.reveal());
    }

    @Test
    void marginIsFourLightModulesOnEachSide() {
        QrSymbol symbol = QrSymbol.of(KeyUri.of("issuer", "alice", SEED));
        int size = symbol.size();
        for (int i = 0; i < size; i++) {
            for (int edge = 0; edge < 4; edge++) {
                assertThat(symbol.isDark(i, edge)).isFalse();
                assertThat(symbol.isDark(edge, i)).isFalse();
                assertThat(symbol.isDark(i, size - 1 - edge)).isFalse();
                assertThat(symbol.isDark(size - 1 - edge, i)).isFalse();
            }
        }
        assertThat(symbol.isDark(4, 4)).as("the corner of the finder pattern").isTrue();
    }

    @Test
    void terminalShowsTheUriInHalfBlocksOnADarkBackground() throws Exception {
        KeyUri uri = KeyUri.of("demo.sallyport.test", "alice@111122223333", SEED);

        assertThat(scanTerminal(QrSymbol.of(uri).halfBlocks(false), WHITE, BLACK))
                .isEqualTo(uri.reveal());
    }

    @Test
    void coloursMakeItBlackOnWhiteOnEveryTerminal() throws Exception {
        KeyUri uri = KeyUri.of("demo.sallyport.test", "alice@111122223333", SEED);
        String shown = QrSymbol.of(uri).halfBlocks(true);

        assertThat(shown.lines())
                .allSatisfy(
                        line -> assertThat(line).startsWith("\u001b[30;107m").endsWith("\u001b[0m"));
        String plain = shown.replace("\u001b[30;107m", "").replace("\u001b[0m", "");
        assertThat(scanTerminal(plain, BLACK, WHITE)).isEqualTo(uri.reveal());
    }

    @Test
    void terminalWithoutBlocksShowsItInAscii() throws Exception {
        KeyUri uri = KeyUri.of("demo.sallyport.test", "alice@111122223333", SEED);
        List<String> lines = QrSymbol.of(uri).ascii().lines().toList();
        int size = lines.size();
        int[] pixels = new int[size * PIXELS * size * PIXELS];
        for (int y = 0; y < size; y++) {
            assertThat(lines.get(y)).hasSize(2 * size).matches("[# ]*");
            for (int x = 0; x < size; x++) {
                paint(pixels, size * PIXELS, x, y, lines.get(y).charAt(2 * x) == '#' ? WHITE : BLACK);
            }
        }
        assertThat(scan(pixels, size * PIXELS, size * PIXELS)).isEqualTo(uri.reveal());
    }

    @Test
    void symbolDoesNotPrint() {
        assertThat(QrSymbol.of(KeyUri.of("issuer", "alice", SEED))).hasToString("QrSymbol[redacted]");
    }

    private static String scanTerminal(String text, int foreground, int background) throws ReaderException {
        List<String> lines = text.lines().toList();
        int width = lines.get(0).length();
        int[] pixels = new int[width * PIXELS * lines.size() * 2 * PIXELS];
        for (int y = 0; y < lines.size(); y++) {
            assertThat(lines.get(y)).hasSize(width);
            for (int x = 0; x < width; x++) {
                char c = lines.get(y).charAt(x);
                paint(pixels, width * PIXELS, x, 2 * y, c == '\u2588' || c == '\u2580' ? foreground : background);
                paint(pixels, width * PIXELS, x, 2 * y + 1, c == '\u2588' || c == '\u2584' ? foreground : background);
            }
        }
        return scan(pixels, width * PIXELS, lines.size() * 2 * PIXELS);
    }

    private static void paint(int[] pixels, int width, int x, int y, int colour) {
        for (int row = 0; row < PIXELS; row++) {
            int from = (y * PIXELS + row) * width + x * PIXELS;
            Arrays.fill(pixels, from, from + PIXELS, colour);
        }
    }

    private static String scan(int[] pixels, int width, int height) throws ReaderException {
        Result result = new QRCodeReader()
                .decode(
                        new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))),
                        Map.of(DecodeHintType.TRY_HARDER, true));
        assertThat(result.getBarcodeFormat()).isEqualTo(BarcodeFormat.QR_CODE);
        return result.getText();
    }
}
