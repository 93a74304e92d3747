package dev.sallyport.delegation;

import dev.sallyport.directory.Caller;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.Tags;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.route.HostPattern;
import dev.sallyport.route.Operation;
import dev.sallyport.route.PathPattern;
import dev.sallyport.route.ResourceTemplate;
import dev.sallyport.route.Route;
import dev.sallyport.route.TagTemplate;
import dev.sallyport.session.SessionId;
import dev.sallyport.sigv4.CredentialScope;
import dev.sallyport.sigv4.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Messages with every member filled, for tests to look at and to break. */
final class Messages {
    static final AccountId ACCOUNT = new AccountId("111122223333");
    static final String KEY = "5a".repeat(32);
    static final Instant ISSUED = Instant.parse("2026-01-15T12:00:00Z");

    private static final String READ_ORDERS =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"orders:GetOrder\","
                    + "\"Resource\":\"*\"}]}";

    private Messages() {}

    static Policy policy(PolicyType type, String id) {
        return Policy.parse(type, id, READ_ORDERS);
    }

    static SessionFacts facts() {
        return new SessionFacts(
                new SessionId(1, 2),
                List.of(new SessionId(3, 4)),
                List.of(),
                ISSUED,
                ISSUED.plusSeconds(3600),
                Optional.of(ISSUED.minusSeconds(30)),
                Optional.of(Arn.parse("arn:aws:iam::111122223333:oidc-provider/ci.example")),
                Map.of("ci.example:sub", List.of("repo:acme/app"), "ci.example:amr", List.of("a", "b")),
                Tags.of(Map.of("team", "red \u2028 \"quoted\"")),
                Set.of("team"),
                Optional.of("alice"),
                true);
    }

    static Caller roleSession() {
        return new Caller(
                new Principal.RoleSession(ACCOUNT, "/ci/", "deploy", new UniqueId("AROAEXAMPLEEXAMPLE234"), "run-1"),
                Tags.of(Map.of("team", "red", "env", "prod")),
                List.of(policy(PolicyType.IDENTITY, "inline/read"), policy(PolicyType.IDENTITY, "managed")),
                Optional.of(policy(PolicyType.BOUNDARY, "boundary")),
                List.of(policy(PolicyType.SESSION, "session")),
                Optional.of(facts()));
    }

    /** A {@code GetSessionToken} session with nothing that can be absent. */
    static Caller userSession() {
        return new Caller(
                new Principal.User(ACCOUNT, "/", "alice", new UniqueId("AIDAEXAMPLEEXAMPLE234")),
                Tags.NONE,
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.of(new SessionFacts(
                        new SessionId(5, 6),
                        List.of(),
                        List.of(),
                        ISSUED,
                        ISSUED.plusSeconds(900),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Tags.NONE,
                        Set.of(),
                        Optional.empty(),
                        false)));
    }

    static SessionAnswer.Verified verified(Caller caller) {
        return new SessionAnswer.Verified(
                new AccessKeyId("ASIAEXAMPLEEXAMPLE22"),
                new CredentialScope("20260115", "us-east-1", "payments"),
                SigningKey.of(HexFormat.of().parseHex(KEY)),
                caller,
                Duration.ofSeconds(60));
    }

    static Route route(String service, boolean longTermKeys) {
        return new Route(
                "payments",
                HostPattern.parse("*.example.com"),
                service,
                longTermKeys,
                List.of(
                        new Operation(
                                "payments:GetPayment",
                                Set.of("GET", "HEAD"),
                                PathPattern.parse("/payments/{id}"),
                                ResourceTemplate.parse("arn:aws:payments:us-east-1:111122223333:payment/{id}"),
                                List.of(new TagTemplate("env", "prod"), new TagTemplate("payment", "{id}"))),
                        new Operation(
                                "payments:List",
                                Set.of("GET"),
                                PathPattern.parse("/payments/{rest+}"),
                                ResourceTemplate.parse("arn:aws:payments:us-east-1:111122223333:payments"),
                                List.of())));
    }

    static RoutesAnswer routes() {
        return new RoutesAnswer(
                "payments",
                "test.example",
                Set.of("us-east-1", "eu-west-1"),
                1 << 20,
                Duration.ofSeconds(60),
                List.of(route("payments", false)));
    }

    static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
