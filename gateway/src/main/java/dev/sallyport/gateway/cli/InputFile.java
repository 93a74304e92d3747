package dev.sallyport.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the files that a command line names; says of one that cannot be used why, and what was wanted. */
final class InputFile {
    /** Eight times the longest policy in characters, so that what is too long can still be told its place. */
    private static final int MAX_POLICY_BYTES = 1 << 20;

    private static final String POLICY = "name a policy document";

    private InputFile() {}

    /** The text of a policy document, which may be anything. */
    static String policy(Path file) throws UnusableInputException {
        return text(file, MAX_POLICY_BYTES, POLICY);
    }

    /** @param wanted what to do, as the end of a sentence: {@code name a policy document} */
    static String text(Path file, int maxBytes, String wanted) throws UnusableInputException {
        try {
            // Strict: a byte that is no UTF-8 must not become another character in silence.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(file, maxBytes, wanted)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unusable(file, "it is not UTF-8", "save it as UTF-8");
        }
    }

    static byte[] bytes(Path file, int maxBytes, String wanted) throws UnusableInputException {
        if (Files.isDirectory(file)) {
            throw unusable(file, "it is a directory", wanted);
        }
        if (!Files.exists(file)) {
            throw unusable(file, "there is no such file", wanted);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw unusable(file, "it is larger than " + maxBytes + " bytes", wanted);
            }
            if (bytes.length == 0) {
                throw unusable(file, "it is empty", wanted);
            }
            return bytes;
        } catch (IOException e) {
            throw unusable(file, "the system refuses it", "look at its permissions");
        }
    }

    private static UnusableInputException unusable(Path file, String why, String wanted) {
        return new UnusableInputException("cannot read `" + file + "`: " + why + "; " + wanted);
    }
}
