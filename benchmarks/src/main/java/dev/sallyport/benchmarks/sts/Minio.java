package dev.sallyport.benchmarks.sts;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.benchmarks.measure.Commands;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** MinIO's server, whose STS is the nearest relative in Go: one disk, one node, as it starts by itself. */
final class Minio {
    static final String NAME = "MinIO (Go)";

    static final String VERSION = "v0.0.0-20260212201848-7aac2a2c5b7c";
    /** The claim of a token by which MinIO knows what its bearer may do. */
    static final String POLICY = "readwrite";

    private static final String MODULE = "github.com/minio/minio@" + VERSION;
    private static final Duration BUILD = Duration.ofMinutes(20);
    private static final String USER = "BENCHMARKSROOTUSER";
    private static final String PASSWORD = "a-password-that-opens-nothing";
    /** It reads no role here, but a client library wants one. */
    private static final String ROLE = "arn:aws:iam::111122223333:role/deployer";

    private Minio() {}

    /** Why it cannot be there, and what would help; empty when it is built. */
    static Optional<String> build(Path folder) throws IOException {
        if (!Commands.isOnPath("go")) {
            return Optional.of(NAME + " is left out, since `go` is not on the path: install Go 1.24 or newer");
        }
        Files.createDirectories(folder);
        try {
            Commands.run(List.of("go", "install", MODULE), folder, Map.of("GOBIN", folder.toString()), BUILD);
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of(NAME + " is left out, since it does not build: " + failed.getMessage());
        }
    }

    /**
     * @param program the folder that it was built into
     * @param folder new or empty; for its disk
     */
    static List<Subject> start(Path program, Path folder, JobIssuer issuer, StsSubject.Tokens tokens)
            throws IOException {
        int port = ServerProcess.freePort();
        Files.createDirectories(folder.resolve("disk"));
        String discovery = publish(issuer);
        ServerProcess process = ServerProcess.start(
                List.of(
                        program.resolve("minio").toString(),
                        "server",
                        "--quiet",
                        "--address",
                        "127.0.0.1:" + port,
                        folder.resolve("disk").toString()),
                Map.of(
                        "MINIO_ROOT_USER",
                        USER,
                        "MINIO_ROOT_PASSWORD",
                        PASSWORD,
                        "MINIO_BROWSER",
                        "off",
                        "MINIO_UPDATE",
                        "off",
                        "MINIO_IDENTITY_OPENID_CONFIG_URL",
                        discovery,
                        "MINIO_IDENTITY_OPENID_CLIENT_ID",
                        JobIssuer.AUDIENCE),
                folder,
                folder.resolve("log"),
                port);
        Requests.Credentials root = new Requests.Credentials(USER, PASSWORD, Optional.empty());
        StsSubject.Proof proof = (issued, sessionName, load, now) ->
                Requests.requireSuccess(load.ask(Requests.signedGet(port, issued, now)), "<ListAllMyBucketsResult");
        return List.of(
                StsSubject.assumeRole(NAME, process, port, ROLE, root, proof),
                StsSubject.webIdentity(NAME, process, port, ROLE, tokens, proof));
    }

    /** Serves the issuer's documents, which MinIO reads when it starts; ends with this JVM. */
    private static String publish(JobIssuer issuer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        serve(server, "/jwks", issuer.jwks());
        serve(server, "/.well-known/openid-configuration", """
                {"issuer": "%s", "jwks_uri": "%s/jwks", "authorization_endpoint": "%s/authorize", "token_endpoint": "%s/token",
                 "response_types_supported": ["id_token"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"]}""".formatted(JobIssuer.URL, url, url, url));
        Thread starter = new Thread(server::start, "issuer");
        starter.setDaemon(true);
        starter.start();
        return url + "/.well-known/openid-configuration";
    }

    private static void serve(HttpServer server, String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }
}
