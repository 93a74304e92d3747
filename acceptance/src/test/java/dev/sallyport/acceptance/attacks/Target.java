package dev.sallyport.acceptance.attacks;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sallyport.acceptance.Installation;
import dev.sallyport.config.RootKey;
import dev.sallyport.gateway.state.DataDirectory;
import dev.sallyport.gateway.state.Keys;
import dev.sallyport.gateway.state.SqliteDatabase;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Base32;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.mfa.Totp;
import dev.sallyport.mfa.TotpSeed;
import dev.sallyport.session.KeyRing;
import dev.sallyport.session.RingKeyId;
import dev.sallyport.session.SessionClaims;
import dev.sallyport.session.SessionId;
import dev.sallyport.session.SessionSealer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The installation that is attacked, and what the placeholders of the cases stand for in it. */
final class Target implements AutoCloseable {
    static final String IDENTITY_HEADER = "Sallyport-Assertion";
    static final String ALICE = "arn:aws:iam::123456789012:user/alice";

    private static final AccountId ACCOUNT = new AccountId("123456789012");
    private static final String ROLE = "arn:aws:iam::123456789012:role/attacked";
    private static final String TRUST_DOMAIN = "acceptance.sallyport.test";
    private static final String AUDIENCE = "https://sts.attacks.test";
    private static final byte[] SEED = "another seed of 20 b".getBytes(StandardCharsets.US_ASCII);
    /** Well inside the hour that a session of the role lives. */
    private static final Duration RENEW_SESSIONS_AFTER = Duration.ofMinutes(30);

    private static final String ASSUME_ROLE_CANONICAL = """
            POST
            /

            content-type:application/x-www-form-urlencoded
            host:${HOST}
            x-amz-date:${AMZDATE}

            content-type;host;x-amz-date
            ${SHA256BODY}""";
    private static final String ASSUME_ROLE = """
            POST / HTTP/1.1
            Host: ${HOST}
            X-Amz-Date: ${AMZDATE}
            Content-Type: application/x-www-form-urlencoded
            Authorization: AWS4-HMAC-SHA256 Credential=${AK}/${DATE}/${REGION}/sts/aws4_request, \
            SignedHeaders=content-type;host;x-amz-date, Signature=${SIG}
            Content-Length: ${CL}

            Action=AssumeRole&Version=2011-06-15&RoleArn=${ROLE:enc}&RoleSessionName=""".replace("\n", "\r\n");

    private final SecureRandom random = new SecureRandom();
    private final SetClock clock = new SetClock(Instant.parse("2026-01-15T12:00:00Z"));
    private final Map<String, String> values = new HashMap<>();
    private final RSAKey issuerKey;
    private final RawUpstream upstream;
    private final Installation installation;
    private final KeyRing ring;
    private Instant sessionsIssued = Instant.MIN;

    private Target(Path folder) throws Exception {
        issuerKey = new RSAKeyGenerator(2048).keyID("attacks").generate();
        upstream = RawUpstream.start();
        String aliceKey = AccessKeyId.mintLongTerm(ACCOUNT, bytes(AccessKeyId.RANDOM_BYTES))
                .value();
        String bobKey = AccessKeyId.mintLongTerm(ACCOUNT, bytes(AccessKeyId.RANDOM_BYTES))
                .value();
        installation = new Installation(folder, clock)
                .secret("attacked-seed", Base32.encode(SEED))
                .secret("jwks.json", new JWKSet(issuerKey.toPublicJWK()).toString())
                .serving(routes(upstream.port()))
                .identities("attacked.yaml", identities(aliceKey, bobKey))
                .start();
        ring = ring(folder);
        values.putAll(Map.of(
                "HOST",
                "gw.attacks.test",
                "PREFIX",
                "/svc",
                "REGION",
                "us-east-1",
                "SERVICE",
                "execute-api",
                "STSSERVICE",
                "sts",
                "IDHDR",
                IDENTITY_HEADER,
                "UPSTREAMHOST",
                "127.0.0.1:" + upstream.port(),
                "AK",
                aliceKey,
                "SK",
                Installation.ALICE_SECRET,
                "AK2",
                bobKey));
        values.put("SK2", Installation.BOB_SECRET);
        values.put("ROLE", ROLE);
        values.put("MFASERIAL", "arn:aws:iam::123456789012:mfa/alice");
        renewSessions();
    }

    static Target start(Path folder) throws Exception {
        return new Target(folder);
    }

    RawUpstream upstream() {
        return upstream;
    }

    int port(String target) {
        return switch (target) {
            case "proxy" -> installation.proxy().getPort();
            case "sts" -> installation.api().getPort();
            default -> throw new UnknownShape("the target `" + target + "` is not known");
        };
    }

    /** The bytes to send for {@code attack} now. A code is good for one use, so each case that has one gets a fresh one. */
    String request(AttackCase attack) throws Exception {
        if (attack.raw().contains("${TOTP")) {
            clock.advance(Duration.ofSeconds(Totp.STEP_SECONDS));
        }
        if (clock.instant().isAfter(sessionsIssued.plus(RENEW_SESSIONS_AFTER))) {
            renewSessions();
        }
        return text(attack).request();
    }

    CaseText text(AttackCase attack) {
        return new CaseText(attack, this::value, clock.instant());
    }

    /** What the secret of no credential may ever be found in. */
    Set<String> secrets() {
        return Set.of(Installation.ALICE_SECRET, Installation.BOB_SECRET, values.getOrDefault("SSK", ""));
    }

    /** Who signs with the credential of a case. */
    String callerArn(String credential) {
        return switch (credential) {
            case "user" -> ALICE;
            case "session" -> "arn:aws:sts::123456789012:assumed-role/attacked/" + values.get("SESSIONNAME");
            default -> throw new UnknownShape("nobody signs with the credential `" + credential + "`");
        };
    }

    private Optional<String> value(String name) {
        return switch (name) {
            case "TOTP" -> Optional.of(Totp.code(TotpSeed.of(SEED), Totp.step(clock.instant())));
            case "OIDCTOKEN" -> Optional.of(identityToken());
            default -> Optional.ofNullable(values.get(name)).or(() -> token(name));
        };
    }

    /** A token that belongs to the session of {@code ASK} in all but what its name says. */
    private Optional<String> token(String name) {
        if (!name.startsWith("TOKEN")) {
            return Optional.empty();
        }
        AccessKeyId key = new AccessKeyId(String.valueOf(values.get("ASK")));
        SessionClaims claims = claims(key);
        Instant now = clock.instant();
        String what = name.substring("TOKEN".length());
        if (what.contains("EXPIRED")) {
            return Optional.of(seal(TRUST_DOMAIN, ring, key, claims, claims.principal(), now.minusSeconds(1)));
        }
        Instant end = now.plus(Duration.ofMinutes(30));
        if (what.contains("DOMAIN") || what.contains("CLUSTER") || what.contains("INSTALLATION")) {
            return Optional.of(seal("other.sallyport.test", ring, key, claims, claims.principal(), end));
        }
        if (what.contains("FORGED") || what.contains("OWN") || what.contains("PURPOSE")) {
            KeyRing sameId = KeyRing.create(ring.primary(), bytes(32));
            return Optional.of(seal(TRUST_DOMAIN, sameId, key, claims, claims.principal(), end));
        }
        if (what.contains("KEY") || what.contains("RING") || what.contains("RETIRED") || what.contains("UNKNOWN")) {
            KeyRing unknown = KeyRing.create(RingKeyId.of(bytes(RingKeyId.BYTES)), bytes(32));
            return Optional.of(seal(TRUST_DOMAIN, unknown, key, claims, claims.principal(), end));
        }
        // The one way to revoke so far: the role that a session is of is deleted.
        if (what.contains("REVOKED") || what.contains("DELETED") || what.contains("GONE")) {
            Principal.RoleSession session = (Principal.RoleSession) claims.principal();
            UniqueId gone = UniqueId.mint(UniqueId.Kind.ROLE, bytes(UniqueId.RANDOM_BYTES));
            Principal of = new Principal.RoleSession(
                    session.accountId(), session.rolePath(), session.roleName(), gone, session.sessionName());
            return Optional.of(seal(TRUST_DOMAIN, ring, key, claims, of, end));
        }
        return Optional.empty();
    }

    private String seal(
            String trustDomain,
            KeyRing keys,
            AccessKeyId key,
            SessionClaims like,
            Principal principal,
            Instant expiresAt) {
        SessionClaims claims = SessionClaims.builder(
                        SessionId.of(bytes(SessionId.BYTES)),
                        principal,
                        expiresAt.minus(Duration.ofHours(1)),
                        expiresAt,
                        like.secret())
                .build();
        return new SessionSealer(trustDomain, keys).seal(key, claims, bytes(SessionSealer.NONCE_BYTES));
    }

    private SessionClaims claims(AccessKeyId key) {
        try {
            return new SessionSealer(TRUST_DOMAIN, ring).open(key, String.valueOf(values.get("TOKEN")));
        } catch (dev.sallyport.session.InvalidSessionTokenException e) {
            throw new IllegalStateException("the ring on disk does not open a token of the running gateway", e);
        }
    }

    private void renewSessions() throws Exception {
        sessionsIssued = clock.instant();
        // A token whose last character has unused bits, so that a case can set them.
        for (String sessionName = "session-1"; ; sessionName += "1") {
            String answer = assumeRole(sessionName);
            String token = element(answer, "SessionToken");
            if ((token.length() - SessionSealer.PREFIX.length()) % 4 != 0) {
                values.put("SESSIONNAME", sessionName);
                values.put("ASK", element(answer, "AccessKeyId"));
                values.put("SSK", element(answer, "SecretAccessKey"));
                values.put("TOKEN", token);
                break;
            }
        }
        String other = assumeRole("session-2");
        values.put("ASK2", element(other, "AccessKeyId"));
        values.put("SSK2", element(other, "SecretAccessKey"));
        values.put("TOKEN2", element(other, "SessionToken"));
    }

    private String assumeRole(String sessionName) throws Exception {
        AttackCase call = new AttackCase(
                "set-up",
                "",
                "",
                "sts",
                "user",
                "accept",
                Set.of(),
                Set.of(),
                Map.of(),
                Optional.of(ASSUME_ROLE_CANONICAL),
                ASSUME_ROLE + sessionName,
                Optional.empty());
        RawConnection.Heard heard = RawConnection.send(port("sts"), text(call).request(), false);
        if (heard.answers().size() != 1 || heard.answers().get(0).status() != 200) {
            throw new IllegalStateException("no session to attack with: " + heard);
        }
        return heard.answers().get(0).body();
    }

    private static String element(String xml, String name) {
        int from = xml.indexOf("<" + name + ">") + name.length() + 2;
        return xml.substring(from, xml.indexOf("</" + name + ">", from));
    }

    private String identityToken() {
        Instant now = clock.instant();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(issuerKey.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer("https://issuer.attacks.test")
                        .subject("job-1")
                        .audience(AUDIENCE)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .jwtID(UUID.randomUUID().toString())
                        .build());
        try {
            token.sign(new RSASSASigner(issuerKey));
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    /** The ring as a second node would read it. */
    private KeyRing ring(Path folder) throws Exception {
        DataDirectory directory = DataDirectory.open(folder.resolve("data"));
        try (SqliteDatabase database = SqliteDatabase.open(directory)) {
            return Keys.open(
                            directory,
                            database,
                            RootKey.ofBase64(Files.readString(folder.resolve("secrets/root-key"))
                                    .strip()),
                            TRUST_DOMAIN,
                            random,
                            clock.instant())
                    .sessionRing();
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Arrays.copyOf(bytes, count);
    }

    private static String routes(int upstreamPort) {
        return """
                upstreams:
                  - {name: attacked, url: "http://127.0.0.1:%d"}
                routes:
                  - name: attacked
                    host: "*"
                    service: execute-api
                    upstream: attacked
                    long-term-keys: allowed
                    operations:
                      - {action: "execute-api:Invoke", methods: [GET, PUT, POST, DELETE], path: "/svc/public/{path+}", resource: "arn:aws:execute-api:us-east-1:123456789012:public/{path}"}
                      - {action: "execute-api:Invoke", methods: [GET, PUT, POST, DELETE], path: "/svc/admin/{path+}", resource: "arn:aws:execute-api:us-east-1:123456789012:admin/{path}"}
                """.formatted(upstreamPort);
    }

    private static String identities(String aliceKey, String bobKey) {
        return """
                account: "123456789012"
                policies:
                  - name: public-only
                    document: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "execute-api:Invoke",
                        "Resource": "arn:aws:execute-api:us-east-1:123456789012:public/*"}}
                users:
                  - name: alice
                    access-keys: [{id: %1$s, secret: "file:../secrets/alice-secret"}]
                    mfa-devices: [{name: alice, seed: "file:../secrets/attacked-seed"}]
                    policies:
                      attached: [public-only]
                      inline:
                        become: |
                          {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
                            "Action": ["sts:AssumeRole", "sts:TagSession"], "Resource": "%3$s"}}
                  - name: bob
                    access-keys: [{id: %2$s, secret: "file:../secrets/bob-secret"}]
                roles:
                  - name: attacked
                    policies: {attached: [public-only]}
                    trust: |
                      {"Version": "2012-10-17", "Statement": [
                        {"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"],
                         "Principal": {"AWS": "%4$s"}},
                        {"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"AWS": "%4$s"},
                         "Condition": {"StringEquals": {"sts:RoleSessionName": "external"},
                                       "StringNotEquals": {"sts:ExternalId": "agreed-with-the-partner"}}},
                        {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                         "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/issuer.attacks.test"},
                         "Condition": {"StringEquals": {"issuer.attacks.test:sub": "job-1"}}}]}
                oidc-providers:
                  - issuer: "https://issuer.attacks.test"
                    client-ids: ["%5$s"]
                    algorithms: [RS256]
                    jwks-file: ../secrets/jwks.json
                """.formatted(aliceKey, bobKey, ROLE, ALICE, AUDIENCE);
    }

    @Override
    public void close() {
        installation.close();
        upstream.close();
    }
}
