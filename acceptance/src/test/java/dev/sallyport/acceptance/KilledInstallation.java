package dev.sallyport.acceptance;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sallyport.gateway.operator.OperatorAnswer;
import dev.sallyport.gateway.operator.OperatorConnection;
import dev.sallyport.gateway.operator.OperatorRequest;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Base32;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.mfa.Totp;
import dev.sallyport.mfa.TotpSeed;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@link KilledGatewayTest} kills: many people with devices, a role for each kind of call, and what is on its disk. */
final class KilledInstallation {
    /** Where notices go: a file, and a webhook that is never there. */
    static final List<String> TARGETS = List.of("file", "webhook");

    /** A device has one code for each half minute; with so many there is always one left. */
    private static final int PEOPLE = 64;

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ISSUER = "https://ci.sallyport.test";
    private static final String AUDIENCE = "sallyport";

    private final Installation files;
    private final Path folder;
    private final RSAKey issuerKey;
    private final List<Person> people;
    private final Audit audit;

    private KilledInstallation(Installation files, RSAKey issuerKey, List<Person> people) {
        this.files = files;
        this.folder = files.folder();
        this.issuerKey = issuerKey;
        this.people = people;
        this.audit = new Audit(folder.resolve("data/audit/audit.jsonl"));
    }

    static KilledInstallation in(Path folder, int upstreamPort) throws Exception {
        RSAKey issuerKey = new RSAKeyGenerator(2048).keyID("one").generate();
        SecureRandom random = new SecureRandom();
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(Person.make("p" + i, random));
        }
        Installation files = new Installation(folder, InstantSource.system())
                .serving(routes(upstreamPort))
                .identities("people.yaml", people(people))
                .identities("roles.yaml", roles());
        for (Person person : people) {
            files.secret(person.name() + "-secret", person.secret());
            files.secret(person.name() + "-seed", Base32.encode(person.seed()));
        }
        files.writeFiles();
        Files.writeString(folder.resolve("identities/jwks.json"), new JWKSet(issuerKey.toPublicJWK()).toString());
        Checkout.edit(folder.resolve("sallyport.yaml"), "demo: true\n", "");
        // What a process can leave that was killed while it wrote: the next notice has a line of its own all the same.
        Files.writeString(folder.resolve("break-glass.jsonl"), "{\"kind\":\"break-gl");
        return new KilledInstallation(files, issuerKey, people);
    }

    /** Starts {@code serve} from the jars that were built, and waits until it is ready. */
    ChildProcess serve() throws Exception {
        ChildProcess serve = ChildProcess.start(new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Checkout.builtJars() + "/*",
                "dev.sallyport.demo.Main",
                "serve",
                "--config",
                folder.resolve("sallyport.yaml").toString()));
        serve.err().await(line -> line.contains("ready: "));
        return serve;
    }

    URI api() {
        return files.api();
    }

    URI proxy() {
        return files.proxy();
    }

    List<Person> people() {
        return people;
    }

    Audit audit() {
        return audit;
    }

    /** Whose key is good for asking for sessions without a code. */
    PlainCalls.Key keeper() {
        return people.get(0).key();
    }

    Map<String, String> readerParameters() {
        return Map.of("Action", "AssumeRole", "RoleArn", role("reader"), "RoleSessionName", "reader");
    }

    Map<String, String> withToken(String token) {
        return Map.of(
                "Action",
                "AssumeRoleWithWebIdentity",
                "RoleArn",
                role("ci"),
                "RoleSessionName",
                "ci",
                "WebIdentityToken",
                token);
    }

    String newToken() {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(issuerKey.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .subject("job")
                        .audience(AUDIENCE)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(600)))
                        .jwtID(UUID.randomUUID().toString())
                        .build());
        try {
            token.sign(new RSASSASigner(issuerKey));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    /**
     * Revokes as {@code sallyport revoke --session} does.
     *
     * @return whether the gateway said that it is done
     * @throws IOException when it is gone
     */
    boolean revoke(String session) throws IOException {
        AtomicBoolean done = new AtomicBoolean();
        try (OperatorConnection connection = OperatorConnection.open(folder.resolve("data"))
                .orElseThrow(() -> new IOException("no gateway takes commands"))) {
            connection.ask(new OperatorRequest("revoke", Map.of("session", session)), line -> {
                OperatorAnswer answer = OperatorAnswer.parse(line).orElseThrow();
                if (answer instanceof OperatorAnswer.Failed failed) {
                    throw new IllegalStateException(failed.why());
                }
                done.compareAndSet(false, answer instanceof OperatorAnswer.Done);
            });
        }
        return done.get();
    }

    /** {@code TARGET SESSION} of every notice that was delivered to the file or waits to be delivered. */
    List<String> notices() throws IOException {
        List<String> notices = new ArrayList<>();
        // Those that wait first: what is delivered meanwhile is in the file by then.
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/sallyport.db"));
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("select target, body from notice where delivered_at is null")) {
            while (rows.next()) {
                String target = rows.getString("target");
                notices.add(target.substring(0, target.indexOf(' ')) + " " + session(rows.getString("body")));
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        try (var lines = Files.lines(folder.resolve("break-glass.jsonl"))) {
            lines.filter(line -> line.endsWith("}")).forEach(line -> notices.add("file " + session(line)));
        }
        return notices;
    }

    private static String session(String notice) {
        return JSON.readTree(notice).get("session").asString();
    }

    private static String role(String name) {
        return "arn:aws:iam::" + Installation.ACCOUNT + ":role/" + name;
    }

    private static String routes(int upstreamPort) {
        return """
                upstreams:
                  - {name: orders, url: "http://127.0.0.1:%d"}
                routes:
                  - name: orders
                    host: "*"
                    service: orders
                    upstream: orders
                    assertion: session
                    operations:
                      - {action: "orders:GetOrder", methods: [GET], path: "/orders/{id}", resource: "arn:aws:orders:us-east-1:111122223333:order/{id}"}
                """.formatted(upstreamPort);
    }

    private static String people(List<Person> people) {
        StringBuilder yaml = new StringBuilder("""
                account: "111122223333"
                groups:
                  - name: on-call
                    policies:
                      inline:
                        break-the-glass: |
                          {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"],
                            "Resource": "arn:aws:iam::111122223333:role/break-glass"}}
                users:
                """);
        for (Person person : people) {
            yaml.append(String.format(Locale.ROOT, """
                      - name: %1$s
                        groups: [on-call]
                        access-keys: [{id: %2$s, secret: "file:../secrets/%1$s-secret"}]
                        mfa-devices: [{name: %1$s, seed: "file:../secrets/%1$s-seed"}]
                    """, person.name(), person.keyId()));
        }
        return yaml.toString();
    }

    private static String roles() {
        return """
                account: "111122223333"
                oidc-providers:
                  - {issuer: "%1$s", client-ids: [%2$s], jwks-file: jwks.json}
                roles:
                  - name: reader
                    policies: {attached: [read-orders]}
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                        "Principal": {"AWS": "arn:aws:iam::111122223333:user/p0"}}}
                  - name: ci
                    single-use-tokens: true
                    policies: {attached: [read-orders]}
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                        "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/%3$s"},
                        "Condition": {"StringEquals": {"%3$s:sub": "job"}}}}
                  - name: break-glass
                    policies: {attached: [read-orders]}
                    break-glass:
                      reason: required
                      max-duration: 1h
                      notify:
                        - {file: ../break-glass.jsonl}
                        - {webhook: "http://127.0.0.1:9/nobody"}
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"],
                        "Principal": {"AWS": "arn:aws:iam::111122223333:root"}}}
                policies:
                  - name: read-orders
                    document: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "orders:GetOrder", "Resource": "*"}}
                """.formatted(ISSUER, AUDIENCE, ISSUER.substring("https://".length()));
    }

    /** Somebody with a key and a device, whose codes are used in the order of their half minutes. */
    static final class Person {
        private final String name;
        private final String keyId;
        private final String secret;
        private final byte[] seed;
        private long lastStep;

        private Person(String name, String keyId, String secret, byte[] seed) {
            this.name = name;
            this.keyId = keyId;
            this.secret = secret;
            this.seed = seed;
        }

        static Person make(String name, SecureRandom random) {
            byte[] id = new byte[AccessKeyId.RANDOM_BYTES];
            byte[] secret = new byte[25];
            byte[] seed = new byte[TotpSeed.MIN_BYTES];
            random.nextBytes(id);
            random.nextBytes(secret);
            random.nextBytes(seed);
            return new Person(
                    name,
                    AccessKeyId.mintLongTerm(new AccountId(Installation.ACCOUNT), id)
                            .value(),
                    Base32.encode(secret),
                    seed);
        }

        String name() {
            return name;
        }

        String keyId() {
            return keyId;
        }

        String secret() {
            return secret;
        }

        byte[] seed() {
            return seed;
        }

        PlainCalls.Key key() {
            return new PlainCalls.Key(keyId, SecretAccessKey.of(secret), Optional.empty());
        }

        boolean isUnused(long step) {
            return step > lastStep;
        }

        void use(long step) {
            lastStep = step;
        }

        Map<String, String> withCode(long step) {
            return Map.of(
                    "Action",
                    "AssumeRole",
                    "RoleArn",
                    role("break-glass"),
                    "RoleSessionName",
                    name,
                    "SerialNumber",
                    "arn:aws:iam::111122223333:mfa/" + name,
                    "TokenCode",
                    Totp.code(TotpSeed.of(seed), step),
                    "Tags.member.1.Key",
                    "Reason",
                    "Tags.member.1.Value",
                    "INC-" + step);
        }
    }

    /** The audit log as it grows: each line is read once, and has to be JSON. */
    static final class Audit {
        private final Path file;
        private final Map<String, String> sessions = new HashMap<>();
        private long readUpTo;

        private Audit(Path file) {
            this.file = file;
        }

        /** The id of the session that was issued with this access key. */
        synchronized Optional<String> sessionId(String accessKeyId) throws IOException {
            if (!sessions.containsKey(accessKeyId)) {
                readOn();
            }
            return Optional.ofNullable(sessions.get(accessKeyId));
        }

        private void readOn() throws IOException {
            try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
                byte[] more = new byte[Math.toIntExact(log.length() - readUpTo)];
                log.seek(readUpTo);
                log.readFully(more);
                int start = 0;
                for (int i = 0; i < more.length; i++) {
                    if (more[i] == '\n') {
                        take(new String(more, start, i - start, StandardCharsets.UTF_8));
                        start = i + 1;
                    }
                }
                readUpTo += start; // The rest is a line that is being written, or was when its writer was killed.
            }
        }

        private void take(String line) {
            JsonNode record = JSON.readTree(line);
            JsonNode key = record.get("issuedAccessKeyId");
            if (key != null) {
                sessions.put(key.asString(), record.get("issuedSessionId").asString());
            }
        }
    }
}
