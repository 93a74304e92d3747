package dev.sallyport.demo.folder;

import dev.sallyport.config.RootKey;
import dev.sallyport.demo.issuer.IssuerKey;
import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.gateway.files.FileMutex;
import dev.sallyport.gateway.files.OwnerOnly;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.mfa.TotpSeed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The files of {@code .demo/} that {@code config/demo} and the demo's own parts are started with. */
public final class DemoFolder {
    private static final String NAME = ".demo";
    private static final String MOVED = "config-";
    private static final int MAX_FILE_BYTES = 16 * 1024;
    private static final int REQUEST_TOKEN_BYTES = 32;

    private final Path path;

    private DemoFolder(Path path) {
        this.path = path;
    }

    /**
     * The folder that belongs to a configuration like {@code config/demo}: two folders above that of its server file,
     * which is where that file looks for its secrets.
     */
    public static DemoFolder of(Path serverFile) {
        return new DemoFolder(serverFile
                .toAbsolutePath()
                .resolveSibling(Path.of("..", "..", NAME))
                .normalize());
    }

    /**
     * Makes whatever is missing.
     *
     * @param filterUser the access key id under which the filter's user is configured
     * @throws FileFault when a file cannot be made, or others than its owner have rights on one
     */
    public void fill(AccessKeyId filterUser, SecureRandom random) {
        OwnerOnly.directory(path);
        try {
            // Two demos that start at once in one checkout play with the same secrets.
            FileMutex.whileHeld(path.resolve("lock"), () -> {
                fillAlone(filterUser, random);
                return path;
            });
        } catch (IOException e) {
            throw new FileFault(
                    "the folder `" + path + "` cannot be locked (" + e.getMessage()
                            + "): use a local disk this user may write to",
                    e);
        }
    }

    private void fillAlone(AccessKeyId filterUser, SecureRandom random) {
        keep(rootKey(), () -> Base64.getEncoder().encodeToString(bytes(random, RootKey.BYTES)));
        keep(aliceSecretKey(), () -> newSecretKey(random));
        keep(
                aliceMfaSeed(),
                () -> TotpSeed.of(bytes(random, TotpSeed.MIN_BYTES)).reveal());
        keep(filterSecretKey(), () -> newSecretKey(random));
        keep(filterKeyFile(), () -> keyFile(filterUser, read(filterSecretKey())));
        keep(issuerKeyFile(), () -> IssuerKey.generate(random).reveal());
        keep(
                requestTokenFile(),
                () -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(random, REQUEST_TOKEN_BYTES)));
    }

    public Path path() {
        return path;
    }

    /** Where the configuration lies that a process runs when ports have moved: each has its own. */
    Path movedConfiguration(long process) {
        return path.resolve(MOVED + process);
    }

    /** Those of processes that have ended without removing theirs. */
    List<Path> abandonedConfigurations() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(DemoFolder::isAbandoned).toList();
        }
    }

    private static boolean isAbandoned(Path file) {
        String name = file.getFileName().toString();
        if (!name.startsWith(MOVED)) {
            return false;
        }
        try {
            return ProcessHandle.of(Long.parseLong(name.substring(MOVED.length())))
                    .isEmpty();
        } catch (NumberFormatException notOurs) {
            return false;
        }
    }

    /** The key that the filter signs in with, as its {@code key-file}. */
    public Path filterKeyFile() {
        return path.resolve("payments-filter-key.json");
    }

    /** Where {@code config/demo} has it told that somebody took the break-glass role. */
    public Path notices() {
        return path.resolve("break-glass.jsonl");
    }

    /** Where the filter writes its decisions. */
    public Path filterAudit() {
        return path.resolve("payments-audit.jsonl");
    }

    /** Where a demo that is up says where it listens. */
    public Path running() {
        return path.resolve("running.json");
    }

    public Path aliceSecretKey() {
        return path.resolve("alice-secret-key");
    }

    public SecretAccessKey aliceSecret() {
        return SecretAccessKey.of(read(aliceSecretKey()));
    }

    public TotpSeed aliceSeed() {
        return TotpSeed.parse(read(aliceMfaSeed()));
    }

    public IssuerKey issuerKey() {
        return IssuerKey.parse(read(issuerKeyFile()));
    }

    /** What a workflow shows to the issuer to be given a token. */
    public String requestToken() {
        return read(requestTokenFile());
    }

    private Path rootKey() {
        return path.resolve("root-key");
    }

    private Path aliceMfaSeed() {
        return path.resolve("alice-mfa-seed");
    }

    private Path filterSecretKey() {
        return path.resolve("payments-filter-secret-key");
    }

    private Path issuerKeyFile() {
        return path.resolve("issuer-key.json");
    }

    private Path requestTokenFile() {
        return path.resolve("issuer-request-token");
    }

    private static void keep(Path file, Supplier<String> make) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            OwnerOnly.requireFile(file);
        } else {
            OwnerOnly.replace(file, (make.get() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String read(Path file) {
        return new String(OwnerOnly.read(file, MAX_FILE_BYTES), StandardCharsets.US_ASCII).strip();
    }

    private static String newSecretKey(SecureRandom random) {
        return SecretAccessKey.mint(bytes(random, SecretAccessKey.RANDOM_BYTES)).reveal();
    }

    /** The form that {@code credential_process} prints. */
    private static String keyFile(AccessKeyId id, String secret) {
        return new JsonWriter()
                .beginObject()
                .field("Version", 1)
                .field("AccessKeyId", id.value())
                .field("SecretAccessKey", secret)
                .endObject()
                .text();
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
