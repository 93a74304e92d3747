package dev.sallyport.acceptance;

import dev.sallyport.config.ConfigurationLoader;
import dev.sallyport.config.RootKey;
import dev.sallyport.gateway.Gateway;
import dev.sallyport.gateway.files.OwnerOnly;
import dev.sallyport.gateway.state.DataDirectory;
import dev.sallyport.gateway.state.Database;
import dev.sallyport.gateway.state.Keys;
import dev.sallyport.gateway.state.SqliteDatabase;
import dev.sallyport.identity.Base32;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A whole installation in a folder of its own: server file, identities, secrets, and a gateway that really runs on free
 * ports. What tests need to know of it is here; what differs between tests they write into its files.
 */
public final class Installation implements AutoCloseable {
    static final String ACCOUNT = "111122223333";
    static final String OTHER_ACCOUNT = "444455556666";
    static final String ALICE_KEY = "AKIARTX3GSDS4R4CQSP2";
    public static final String ALICE_SECRET = "aliceSecretAccessKeyForTests0123456789ab";
    static final String BOB_KEY = "AKIARTX3GSDSVNXJVXGB";
    public static final String BOB_SECRET = "bobSecretAccessKeyForTestsOnly0123456789";
    static final String ALICE_MFA = "arn:aws:iam::111122223333:mfa/alice-phone";
    static final byte[] ALICE_SEED = "a seed of twenty by!".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private static final String TRUST_DOMAIN = "acceptance.sallyport.test";
    private static final byte[] ROOT_KEY = random(RootKey.BYTES);

    /** The files of a data directory that has its keys and nothing else: an RSA key takes longer to make than most tests. */
    private static final Map<String, byte[]> NEW_DATA = new LinkedHashMap<>();

    private final Path folder;
    private final InstantSource clock;
    private final int apiPort = FreePort.next();
    private final int proxyPort = FreePort.next();
    private final String serverFileName;
    private final Map<String, String> identityFiles = new LinkedHashMap<>();
    private String serverFile = "";
    private Optional<Gateway> gateway = Optional.empty();

    private Installation(Path folder, InstantSource clock, String serverFileName) {
        this.folder = folder;
        this.clock = clock;
        this.serverFileName = serverFileName;
    }

    public Installation(Path folder, InstantSource clock) {
        this(folder, clock, "sallyport.yaml");
        secret("root-key", Base64.getEncoder().encodeToString(ROOT_KEY));
        secret("alice-secret", ALICE_SECRET);
        secret("bob-secret", BOB_SECRET);
        secret("alice-seed", Base32.encode(ALICE_SEED));
    }

    /** @param routesAndFilters the YAML of {@code upstreams}, {@code routes} and {@code filters} */
    public Installation serving(String routesAndFilters) {
        serverFile = """
                demo: true
                trust-domain: %s
                root-key: file:secrets/root-key
                data-directory: data
                identities: identities/
                regions: [us-east-1]
                listeners:
                  api: {address: 127.0.0.1, port: %d, public-url: "http://localhost:%d"}
                  proxy: {address: 127.0.0.1, port: %d, public-url: "http://localhost:%d"}
                """.formatted(TRUST_DOMAIN, apiPort, apiPort, proxyPort, proxyPort) + routesAndFilters;
        return this;
    }

    public Installation identities(String name, String yaml) {
        identityFiles.put(name, yaml);
        return this;
    }

    public Installation secret(String name, String text) {
        Path file = folder.resolve("secrets").resolve(name);
        write(file, text);
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public Installation start() throws Exception {
        writeFiles();
        if (Files.notExists(folder.resolve("data"))) {
            fill(folder.resolve("data"));
        }
        gateway = Optional.of(Gateway.start(
                () -> ConfigurationLoader.load(folder.resolve(serverFileName), name -> Optional.empty(), true),
                clock,
                new SecureRandom()));
        return this;
    }

    void writeFiles() {
        write(folder.resolve(serverFileName), serverFile);
        identityFiles.forEach((name, yaml) -> write(folder.resolve("identities").resolve(name), yaml));
    }

    /** A second process in the same folder: same keys, same data, other ports. */
    Installation twin() {
        Installation twin = new Installation(folder, clock, "twin.yaml");
        twin.serverFile = serverFile
                .replace(Integer.toString(apiPort), Integer.toString(twin.apiPort))
                .replace(Integer.toString(proxyPort), Integer.toString(twin.proxyPort));
        return twin;
    }

    Gateway gateway() {
        return gateway.orElseThrow();
    }

    void stop() {
        gateway.ifPresent(Gateway::close);
        gateway = Optional.empty();
    }

    public URI api() {
        return URI.create("http://localhost:" + apiPort);
    }

    public URI proxy() {
        return URI.create("http://localhost:" + proxyPort);
    }

    public Path folder() {
        return folder;
    }

    /** Every line of the audit log so far. */
    String auditLog() {
        try {
            return Files.readString(folder.resolve("data/audit/audit.jsonl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(Path data) throws IOException {
        DataDirectory directory = DataDirectory.open(data);
        synchronized (NEW_DATA) {
            if (NEW_DATA.isEmpty()) {
                try (Database database = SqliteDatabase.open(directory)) {
                    Keys unused = Keys.open(
                            directory, database, RootKey.of(ROOT_KEY), TRUST_DOMAIN, new SecureRandom(), Instant.now());
                }
                try (Stream<Path> files = Files.walk(data)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        NEW_DATA.put(data.relativize(file).toString(), Files.readAllBytes(file));
                    }
                }
                return;
            }
        }
        for (Map.Entry<String, byte[]> file : NEW_DATA.entrySet()) {
            Path path = data.resolve(file.getKey());
            OwnerOnly.file(path);
            Files.write(path, file.getValue());
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        stop();
    }
}
