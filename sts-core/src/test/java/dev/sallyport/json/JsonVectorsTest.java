package dev.sallyport.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The JSONTestSuite vectors, where they are present. */
class JsonVectorsTest {
    private static final ObjectMapper NO_DUPLICATES = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final ObjectMapper DUPLICATES = JsonMapper.builder()
            .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Test
    void parsingVectorsAreAnsweredAsTheirNamesSay() throws IOException {
        int passed = 0;
        int either = 0;
        List<String> failed = new ArrayList<>();
        List<Path> files = files("test_parsing");
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            boolean accepted = accepted(bytes);
            char rule = file.getFileName().toString().charAt(0);
            boolean mustAccept = rule == 'y' && !hasDuplicateNames(bytes);
            boolean mustRefuse = rule == 'n' || (rule == 'y' && !mustAccept);
            if (rule == 'i') {
                either++;
            } else if (accepted ? mustAccept : mustRefuse) {
                passed++;
            } else {
                failed.add(file.getFileName() + " accepted: " + accepted);
            }
        }
        System.out.printf(
                "json-parsing/test_parsing: passed %d, failed %d, skipped %d, total %d%n",
                passed, failed.size(), either, files.size());
        assertThat(failed).isEmpty();
    }

    @Test
    void transformVectorsAreReadUnlessNamesOccurTwiceOrSurrogatesAreAlone() throws IOException {
        List<String> failed = new ArrayList<>();
        List<Path> files = files("test_transform");
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            if (accepted(bytes) == (hasDuplicateNames(bytes) || hasLoneSurrogates(bytes))) {
                failed.add(file.getFileName().toString());
            }
        }
        System.out.printf(
                "json-parsing/test_transform: passed %d, failed %d, skipped 0, total %d%n",
                files.size() - failed.size(), failed.size(), files.size());
        assertThat(failed).isEmpty();
    }

    private static boolean accepted(byte[] bytes) {
        try {
            Json.parse(bytes, JsonLimits.DEFAULT);
            return true;
        } catch (JsonSyntaxException refused) {
            return false;
        }
    }

    private static boolean hasDuplicateNames(byte[] bytes) {
        return reads(DUPLICATES, bytes) && !reads(NO_DUPLICATES, bytes);
    }

    private static boolean hasLoneSurrogates(byte[] bytes) {
        if (!reads(DUPLICATES, bytes)) {
            return true; // Raw surrogates in UTF-8 are not UTF-8.
        }
        String text = DUPLICATES.readTree(bytes).toString();
        return text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff)
                || text.contains("\\uD8")
                || text.contains("\\uDC");
    }

    private static boolean reads(ObjectMapper mapper, byte[] bytes) {
        try {
            mapper.readTree(bytes);
            return true;
        } catch (JacksonException refused) {
            return false;
        }
    }

    private static List<Path> files(String folder) throws IOException {
        Path path = Path.of(
                System.getProperty("sallyport.shared", "../shared"), "vectors/json-parsing/JSONTestSuite", folder);
        if (!Files.isDirectory(path)) {
            System.out.println("MISSING, nothing is tested: " + path);
        }
        assumeTrue(Files.isDirectory(path), () -> path + " is missing");
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
    }
}
