package dev.sallyport.config;

import dev.sallyport.config.yaml.FaultSink;
import dev.sallyport.config.yaml.Place;
import dev.sallyport.config.yaml.YamlNode;
import dev.sallyport.config.yaml.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads secrets from where the files say they are: {@code env:NAME} or {@code file:PATH}, relative to the file that says
 * so. A secret written into a configuration file is refused, and no text of this class repeats one.
 */
final class Secrets {
    private static final String ENVIRONMENT = "env:";
    private static final String FILE = "file:";
    private static final String INSTEAD =
            "; write `file:PATH` of a file that only its owner can read, or `env:NAME` of an environment variable";

    private final Function<String, Optional<String>> environment;
    private final Map<String, Place> seen = new HashMap<>();

    Secrets(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    /** @param parse throws {@link IllegalArgumentException} with a text that holds no part of the secret */
    <T> ValueReader<T> reader(Function<String, T> parse) {
        return (node, faults) -> read(node, faults).flatMap(secret -> {
            try {
                T value = parse.apply(secret);
                return isFirstUse(secret, node.place(), faults) ? Optional.of(value) : Optional.empty();
            } catch (IllegalArgumentException e) {
                faults.add(node.place(), e.getMessage() == null ? "the secret is malformed" : e.getMessage());
                return Optional.empty();
            }
        });
    }

    /** A file with a secret in it that is read later; that only its owner can read it is checked here. */
    ValueReader<Path> fileOnly() {
        return (node, faults) -> {
            Optional<String> text = reference(node, faults);
            if (text.isPresent() && !text.get().startsWith(FILE)) {
                faults.add(node.place(), "this is read from a file; write `file:PATH`");
                return Optional.empty();
            }
            return text.flatMap(reference -> path(reference, node.place(), faults))
                    .flatMap(path -> {
                        Optional<String> refusal = SecretFile.refusal(path);
                        refusal.ifPresent(message -> faults.add(node.place(), message));
                        return refusal.isPresent() ? Optional.empty() : Optional.of(path);
                    });
        };
    }

    private Optional<String> read(YamlNode node, FaultSink faults) {
        return reference(node, faults)
                .flatMap(reference -> reference.startsWith(FILE)
                        ? path(reference, node.place(), faults)
                                .flatMap(path -> SecretFile.read(path, message -> faults.add(node.place(), message)))
                        : variable(reference.substring(ENVIRONMENT.length()), node.place(), faults));
    }

    private static Optional<Path> path(String reference, Place place, FaultSink faults) {
        Optional<Path> path = FilePaths.resolve(place.file(), reference.substring(FILE.length()));
        if (path.isEmpty()) {
            faults.add(place, "what stands behind `file:` is no path of a file");
        }
        return path;
    }

    private static Optional<String> reference(YamlNode node, FaultSink faults) {
        boolean isReference = node instanceof YamlScalar scalar
                && (scalar.text().startsWith(ENVIRONMENT) || scalar.text().startsWith(FILE))
                && scalar.text().length() <= Values.MAX_TEXT_LENGTH;
        if (!isReference) {
            faults.add(node.place(), "a secret never stands in a configuration file" + INSTEAD);
            return Optional.empty();
        }
        String text = ((YamlScalar) node).text();
        if (text.equals(ENVIRONMENT) || text.equals(FILE)) {
            faults.add(node.place(), "`" + text + "` names nothing" + INSTEAD);
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private Optional<String> variable(String name, Place place, FaultSink faults) {
        if (!name.chars()
                .allMatch(c -> c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_')) {
            faults.add(place, "what stands behind `env:` is not the name of an environment variable");
            return Optional.empty();
        }
        Optional<String> value = environment.apply(name).filter(text -> !text.isEmpty());
        if (value.isEmpty()) {
            faults.add(place, "the environment variable `" + name + "` is not set or empty");
        }
        return value;
    }

    // One key for two purposes makes each as weak as the other, and is a mistake in copying anyway.
    private boolean isFirstUse(String secret, Place place, FaultSink faults) {
        Place earlier = seen.putIfAbsent(sha256(secret), place);
        if (earlier == null) {
            return true;
        }
        faults.add(
                place,
                "this is the same secret as that of `" + earlier.path() + "` in " + earlier.file() + ", line "
                        + earlier.line() + "; each needs one of its own");
        return false;
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
