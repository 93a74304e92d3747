package dev.sallyport.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small valid configuration in a folder, to be changed in one place and loaded. */
final class ConfigurationFiles {
    static final String ROOT_KEY = "q0Yf2mGmJ8vJ3b0w1k7s5nXo9tPzL4RrD6cHhE2uAaM=";
    static final String ALICE_SECRET = "abcdefghijklmnopqrstuvwxyz0123456789ABCD";
    static final String ALICE_SEED = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U";

    private static final String SERVER = """
            trust-domain: sallyport.example.com
            root-key: file:root-key
            data-directory: data
            identities: identities
            regions: [eu-west-1, us-east-1]
            listeners:
              api: {address: 127.0.0.1, port: 7070, public-url: "http://localhost:7070"}
              proxy: {address: 127.0.0.1, port: 8080, public-url: "http://localhost:8080"}
            upstreams:
              - {name: orders, url: "http://10.1.2.3:8081"}
            routes:
              - name: orders
                host: "*"
                service: orders
                upstream: orders
                operations:
                  - {action: "orders:Get", methods: [GET], path: "/orders/{id}", resource: "arn:aws:orders::111122223333:order/{id}"}
            filters:
              - service: payments
                role: arn:aws:iam::111122223333:role/filter
                routes:
                  - name: payments
                    host: "*"
                    operations:
                      - {action: "payments:Get", methods: [GET], path: "/p/{id}", resource: "arn:aws:payments::111122223333:p/{id}"}
            """;

    private static final String IDENTITIES = """
            account: "111122223333"
            alias: demo
            groups:
              - name: developers
                policies: {attached: [read]}
            users:
              - name: alice
                groups: [developers]
                tags: {team: red}
                access-keys:
                  - {id: AKIARTX3GSDS4R4CQSP2, secret: "file:../alice-secret"}
                mfa-devices:
                  - {name: alice-phone, seed: "env:ALICE_SEED"}
            roles:
              - name: deploy
                trust: |
                  {
                    "Version": "2012-10-17",
                    "Statement": [
                      {
                        "Effect": "Allow",
                        "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},
                        "Action": "sts:AssumeRoleWithWebIdentity",
                        "Condition": {"StringLike": {"token.actions.githubusercontent.com:sub": "repo:octo-org/*"}}
                      }
                    ]
                  }
                policies: {attached: [read]}
              - name: filter
                trust: |
                  {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                   "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"}}]}
            policies:
              - name: read
                document: |
                  {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "orders:Get", "Resource": "*"}]}
            oidc-providers:
              - issuer: https://token.actions.githubusercontent.com
                client-ids: [sts.example.com]
            """;

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>(Map.of("ALICE_SEED", ALICE_SEED));
    private String server = SERVER;
    private String identities = IDENTITIES;
    private boolean demoAllowed;

    ConfigurationFiles(Path folder) {
        this.folder = folder;
        secret("root-key", ROOT_KEY);
        secret("alice-secret", ALICE_SECRET);
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    ConfigurationFiles server(String replaced, String by) {
        server = replace(server, replaced, by);
        return this;
    }

    ConfigurationFiles identities(String replaced, String by) {
        identities = replace(identities, replaced, by);
        return this;
    }

    ConfigurationFiles environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    ConfigurationFiles asDemo() {
        demoAllowed = true;
        server = "demo: true\n" + server;
        return this;
    }

    /** Any further file. */
    ConfigurationFiles file(String name, String text) {
        write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8), "rw-r--r--");
        return this;
    }

    ConfigurationFiles secret(String name, String text) {
        return secret(name, text, "rw-------");
    }

    ConfigurationFiles secret(String name, String text, String rights) {
        write(folder.resolve(name), (text + "\n").getBytes(StandardCharsets.UTF_8), rights);
        return this;
    }

    Configuration load() throws ConfigurationException {
        file("sallyport.yaml", server);
        file("identities/a.yaml", identities);
        return ConfigurationLoader.load(
                folder.resolve("sallyport.yaml"), name -> Optional.ofNullable(environment.get(name)), demoAllowed);
    }

    /** Loads what has to load. */
    Configuration loaded() {
        try {
            return load();
        } catch (ConfigurationException e) {
            throw new AssertionError(e.report(), e);
        }
    }

    /** The faults; none when it loads. */
    List<Fault> faults() {
        try {
            load();
            return List.of();
        } catch (ConfigurationException e) {
            return e.faults();
        }
    }

    /** Each fault as {@code path: message}. */
    List<String> messages() {
        return faults().stream()
                .map(fault -> fault.path() + ": " + fault.message())
                .toList();
    }

    private static String replace(String text, String replaced, String by) {
        if (!text.contains(replaced)) {
            throw new IllegalArgumentException("the file has no `" + replaced + "`");
        }
        return text.replace(replaced, by);
    }

    private static void write(Path file, byte[] content, String rights) {
        try {
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.write(file, content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
