package dev.sallyport.sigv4;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One folder of the AWS signing test suite: file names and texts, one character a byte. */
record SigningSuiteCase(String name, Map<String, String> files) {
    static final Path SUITE = Path.of(System.getProperty("sallyport.shared", "../shared"), "vectors", "aws-sigv4");

    private static final Set<String> CONTEXT_NAMES = Set.of(
            "credentials",
            "expiration_in_seconds",
            "normalize",
            "omit_session_token",
            "region",
            "service",
            "sign_body",
            "timestamp");

    static SigningSuiteCase read(Path folder) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SigningSuiteCase(folder.getFileName().toString(), files);
    }

    boolean has(String file) {
        return files.containsKey(file);
    }

    String text(String file) {
        String text = files.get(file);
        if (text == null) {
            throw new IllegalStateException(name + " has no " + file);
        }
        return text;
    }

    JsonNode context() {
        JsonNode context = JsonMapper.shared().readTree(text("context.json"));
        if (!CONTEXT_NAMES.containsAll(context.propertyNames())) {
            throw new IllegalStateException("unknown context: " + context.propertyNames());
        }
        return context;
    }

    RawRequest request() {
        return RawRequest.parse(text("request.txt"), true);
    }

    /**
     * The signed request. Its access key id, shorter than the service model's 16 characters, is made longer; no signature
     * covers the id.
     */
    RawRequest headerSignedRequest() {
        String id = context().at("/credentials/access_key_id").asString();
        return RawRequest.parse(
                text("header-signed-request.txt")
                        .replace("Credential=" + id + "/", "Credential=" + accessKeyId() + "/"),
                true);
    }

    AccessKeyId accessKeyId() {
        String id = context().at("/credentials/access_key_id").asString();
        return new AccessKeyId(id + "X".repeat(Math.max(0, 16 - id.length())));
    }

    SecretAccessKey secret() {
        return SecretAccessKey.of(context().at("/credentials/secret_access_key").asString());
    }

    Optional<String> token() {
        return context().at("/credentials/token").asStringOpt();
    }

    boolean tokenIsAddedAfterSigning() {
        return context().path("omit_session_token").asBoolean(false);
    }

    boolean bodyHashIsSent() {
        return context().path("sign_body").asBoolean(false);
    }

    String region() {
        return context().path("region").asString();
    }

    String service() {
        return context().path("service").asString();
    }

    PathForm pathForm() {
        return context().path("normalize").asBoolean() ? PathForm.NORMALIZED_ENCODED_TWICE : PathForm.AS_SENT;
    }

    /** Whether two targets have one canonical path although they differ, by the JDK's reading of RFC 3986. */
    boolean isSamePathBySpecification(String target, String otherTarget) {
        return pathForm() == PathForm.NORMALIZED_ENCODED_TWICE
                && target.contains("/..")
                && otherTarget.contains("/..")
                && normalized(target).equals(normalized(otherTarget));
    }

    private static String normalized(String target) {
        // The JDK keeps `..` above the root, which RFC 3986 5.2.4 removes.
        String path = URI.create(target).normalize().toString().replace("/..", "");
        return path.isEmpty() ? "/" : path;
    }

    Instant time() {
        return Instant.parse(context().path("timestamp").asString());
    }

    @Override
    public String toString() {
        return name;
    }
}
