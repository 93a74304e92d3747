package dev.sallyport.benchmarks.sts;

import dev.sallyport.benchmarks.measure.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ./sallyport serve} with a configuration of the usual size, everything else as it comes. */
final class Sallyport {
    static final String NAME = "sallyport";

    private static final Duration BUILD = Duration.ofMinutes(10);
    private static final String ACCESS_KEY_ID = "AKIARTX3GSDS4R4CQSP2";
    private static final String SECRET = "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";
    private static final String ROLE = "arn:aws:iam::111122223333:role/deployer";
    private static final String IDENTITIES = """
            account: "111122223333"
            oidc-providers:
              - issuer: %s
                client-ids: [%s]
                kind: github
                shared: true
                jwks-file: ../jwks.json
            policies:
              - name: deploys
                document: |
                  {"Version": "2012-10-17", "Statement": [
                    {"Effect": "Allow", "Action": ["orders:GetOrder", "orders:PutOrder"],
                     "Resource": "arn:aws:orders:us-east-1:111122223333:order/*"},
                    {"Effect": "Deny", "Action": "orders:DeleteOrder", "Resource": "*"}]}
            users:
              - name: alice
                access-keys:
                  - {id: %s, secret: "file:../secrets/alice-secret"}
                policies:
                  inline:
                    may-deploy: |
                      {"Version": "2012-10-17", "Statement": [
                        {"Effect": "Allow", "Action": "sts:AssumeRole",
                         "Resource": "arn:aws:iam::111122223333:role/deployer"}]}
            roles:
              - name: deployer
                max-session-duration: 1h
                trust: |
                  {"Version": "2012-10-17", "Statement": [
                    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole"},
                    {"Effect": "Allow",
                     "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/jobs.benchmarks.test"},
                     "Action": "sts:AssumeRoleWithWebIdentity",
                     "Condition": {"StringEquals": {
                       "jobs.benchmarks.test:aud": "sallyport-benchmarks",
                       "jobs.benchmarks.test:sub": "repo:octo-org/octo-repo:ref:refs/heads/main",
                       "ci:repository-id": "74"}}}]}
                policies:
                  attached: [deploys]
            """;

    private Sallyport() {}

    /** Has the checkout built, as its script does when it is first used. */
    static void build(Path root) throws IOException {
        Commands.run(List.of(root.resolve("sallyport").toString(), "--version"), root, Map.of(), BUILD);
    }

    /**
     * @param name of the process; one gateway can be there twice
     * @param folder new or empty; for its files
     * @param javaOptions for its JVM beside what the script gives it
     */
    static List<Subject> start(
            String name, Path root, Path folder, String javaOptions, JobIssuer issuer, StsSubject.Tokens tokens)
            throws IOException {
        int port = ServerProcess.freePort();
        int proxyPort = ServerProcess.freePort();
        Files.createDirectories(folder.resolve("secrets"));
        Files.createDirectories(folder.resolve("identities"));
        byte[] rootKey = new byte[32];
        new SecureRandom().nextBytes(rootKey);
        secret(folder.resolve("secrets/root-key"), Base64.getEncoder().encodeToString(rootKey));
        secret(folder.resolve("secrets/alice-secret"), SECRET);
        Files.writeString(folder.resolve("jwks.json"), issuer.jwks());
        Files.writeString(
                folder.resolve("identities/all.yaml"),
                IDENTITIES.formatted(JobIssuer.URL, JobIssuer.AUDIENCE, ACCESS_KEY_ID));
        Files.writeString(folder.resolve("sallyport.yaml"), """
                trust-domain: benchmarks.sallyport.test
                root-key: file:secrets/root-key
                data-directory: data
                identities: identities/
                regions: [us-east-1]
                listeners:
                  api: {address: 127.0.0.1, port: %d, public-url: "http://localhost:%d"}
                  proxy: {address: 127.0.0.1, port: %d, public-url: "http://localhost:%d"}
                """.formatted(port, port, proxyPort, proxyPort));
        ServerProcess process = ServerProcess.start(
                List.of(
                        root.resolve("sallyport").toString(),
                        "serve",
                        "--config",
                        folder.resolve("sallyport.yaml").toString()),
                Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_TOOL_OPTIONS", javaOptions),
                folder,
                folder.resolve("log"),
                port);
        Requests.Credentials alice = new Requests.Credentials(ACCESS_KEY_ID, SECRET, Optional.empty());
        StsSubject.Proof proof = (issued, sessionName, load, now) -> Requests.requireSuccess(
                load.ask(Requests.signedPost(port, "Action=GetCallerIdentity&Version=2011-06-15", issued, now)),
                "assumed-role/deployer/" + sessionName + "<");
        return List.of(
                StsSubject.assumeRole(name, process, port, ROLE, alice, proof),
                StsSubject.webIdentity(name, process, port, ROLE, tokens, proof));
    }

    private static void secret(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
