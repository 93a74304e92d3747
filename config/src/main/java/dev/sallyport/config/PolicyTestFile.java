package dev.sallyport.config;

import dev.sallyport.config.yaml.Place;
import dev.sallyport.config.yaml.YamlNode;
import dev.sallyport.config.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A file of policy tests.
 *
 * @param config the server file of the configuration whose principals are meant, where there is one
 */
public record PolicyTestFile(Optional<Path> config, List<PolicyTest> tests) {
    public PolicyTestFile {
        tests = List.copyOf(tests);
    }

    /** @throws ConfigurationException with every fault of the file and of the policies that it names */
    public static PolicyTestFile load(Path file) throws ConfigurationException {
        return load(file, PolicyTestReader::file);
    }

    /**
     * The requests of a file that has nothing else.
     *
     * @throws ConfigurationException with every fault of the file
     */
    public static List<PolicyRequest> loadRequests(Path file) throws ConfigurationException {
        return load(file, PolicyRequestReader::file);
    }

    private static <T> T load(Path file, Function<Section, Optional<T>> reader) throws ConfigurationException {
        Findings findings = new Findings();
        Optional<T> read = FileContent.bytes(
                        file, YamlReader.MAX_FILE_BYTES, message -> findings.add(Place.startOf(file), message))
                .flatMap(content -> parse(file, content, findings, reader));
        if (findings.faultCount() > 0) {
            throw new ConfigurationException(findings.faults());
        }
        return read.orElseThrow();
    }

    static <T> Optional<T> parse(Path file, byte[] content, Findings findings, Function<Section, Optional<T>> reader) {
        Optional<YamlNode> root = YamlReader.read(file, content, findings);
        return root.flatMap(node -> Section.of(node, findings)).flatMap(reader);
    }
}
