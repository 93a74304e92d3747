package dev.sallyport.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads files whose size is bounded. */
final class FileContent {
    private FileContent() {}

    /** The content; reports why there is none. */
    static Optional<byte[]> bytes(Path path, int most, Consumer<String> fault) {
        if (Files.isDirectory(path)) {
            fault.accept("`" + path + "` is a directory, and a file is needed");
            return Optional.empty();
        }
        if (!Files.isRegularFile(path)) {
            fault.accept("there is no file `" + path + "`");
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length <= most) {
                return Optional.of(bytes);
            }
            fault.accept("`" + path + "` is larger than " + most + " bytes");
        } catch (IOException e) {
            fault.accept("`" + path + "` cannot be read");
        }
        return Optional.empty();
    }

    static Optional<String> text(Path path, int most, Consumer<String> fault) {
        return bytes(path, most, fault).flatMap(bytes -> decode(bytes, path, fault));
    }

    static Optional<String> decode(byte[] bytes, Path path, Consumer<String> fault) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            fault.accept("`" + path + "` is not UTF-8");
            return Optional.empty();
        }
    }
}
