package dev.sallyport.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonBoolean;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.MalformedPolicyException;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyEvaluator;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.SharedProviderRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Policies that people get wrong: each has the right answer, and the linter names what is wrong with it. */
class AttackPoliciesTest {
    private static final Set<String> FIELDS = Set.of(
            "name",
            "kind",
            "policy",
            "policies",
            "claims",
            "request",
            "expect",
            "lint",
            "lintOnly",
            "source",
            "note",
            "sessionPolicy",
            "permissionsBoundary",
            "rolePolicy",
            "documentText");
    private static final Set<String> REQUEST =
            Set.of("action", "resource", "context", "query", "principalUniqueId", "trustedUniqueId", "multiValuedKeys");
    private static final AccountId ACCOUNT = new AccountId("123456789012");

    @Test
    void everyCaseHasItsAnswerAndItsFinding() throws IOException {
        Path file = Path.of(
                System.getProperty("sallyport.shared", "../shared"), "vectors", "attacks-sample", "policies.json");
        if (!Files.isRegularFile(file)) {
            System.out.println("MISSING, nothing is tested: " + file);
        }
        assumeTrue(Files.isRegularFile(file), () -> file + " is missing");
        JsonObject root = (JsonObject) Json.parse(Files.readAllBytes(file), JsonLimits.DEFAULT);
        List<JsonNode> cases = ((JsonArray) root.get("cases").orElseThrow()).elements();
        List<String> failures = new ArrayList<>();
        for (JsonNode node : cases) {
            JsonObject attack = (JsonObject) node;
            String name = text(attack, "name");
            try {
                run(attack).ifPresent(failure -> failures.add(name + ": " + failure));
            } catch (RuntimeException shape) {
                failures.add(name + ": " + shape);
            }
        }
        System.out.println("attacks " + file.getFileName() + ": passed " + (cases.size() - failures.size())
                + ", failed " + failures.size() + ", skipped 0, total " + cases.size());
        assertThat(failures).isEmpty();
    }

    private static Optional<String> run(JsonObject attack) {
        refuseUnknown(attack, FIELDS);
        String got = switch (text(attack, "kind")) {
            case "trust" -> trust(attack);
            case "identity" -> identity(attack);
            case "document" -> document(attack);
            default -> throw new IllegalArgumentException("there is no kind `" + text(attack, "kind") + "`");
        };
        List<String> findings = findings(attack);
        if (!answers(text(attack, "expect")).contains(got)) {
            return Optional.of("got " + got + ", expected " + text(attack, "expect"));
        }
        Optional<String> lint = attack.get("lint").map(AttackPoliciesTest::text);
        if (lint.isPresent() && !findings.contains(lint.get())) {
            return Optional.of("no finding `" + lint.get() + "` among " + findings);
        }
        return Optional.empty();
    }

    /** Refused covers both: when it is written and when it is called. */
    private static Set<String> answers(String expect) {
        return switch (expect) {
            case "Allow" -> Set.of("Allow");
            case "Deny" -> Set.of("Deny");
            case "MalformedPolicyDocument", "Reject" -> Set.of("Reject");
            // The finding is asked for beside the answer, whichever it is.
            case "Reject-or-lint" -> Set.of("Reject", "Allow", "Deny");
            case "Reject-or-deny" -> Set.of("Reject", "Deny");
            case "Allow-or-reject-at-write" -> Set.of("Reject", "Allow");
            // Claims that are no strings become strings, so `true` is `"true"`: docs/web-identity.md.
            case "either-documented" -> Set.of("Allow", "Deny");
            default -> throw new IllegalArgumentException("there is no answer `" + expect + "`");
        };
    }

    /** AWS's rule of shared providers refuses some of these when written; stored before that rule, they still decide. */
    private static String trust(JsonObject attack) {
        Policy policy;
        try {
            policy = Policy.parse(
                    PolicyType.TRUST,
                    "trust",
                    JsonWriter.write(attack.get("policy").orElseThrow()));
            if (text(attack, "expect").startsWith("Reject")) {
                SharedProviderRule.check(policy);
            }
        } catch (MalformedPolicyException refused) {
            return "Reject";
        }
        JsonObject claims = (JsonObject) attack.get("claims").orElseThrow();
        String provider = text(claims, "iss").substring("https://".length());
        ConditionContext.Builder context = ConditionContext.builder();
        for (JsonObject.Member claim : claims.members()) {
            if (claim.name().equals("iss")) {
                continue;
            }
            String key = provider + ":" + claim.name();
            if (claim.value() instanceof JsonArray array) {
                context.putAll(
                        key,
                        array.elements().stream().map(AttackPoliciesTest::text).toList());
            } else {
                context.put(key, text(claim.value()));
            }
        }
        return decide(
                PolicySet.NONE.withResource(Optional.of(policy)),
                new AuthorizationRequest(
                        new Principal.WebIdentity(ACCOUNT, Arn.iam(ACCOUNT, "oidc-provider/" + provider)),
                        "sts:AssumeRoleWithWebIdentity",
                        Arn.iam(ACCOUNT, "role/somebody").toString(),
                        Optional.of(ACCOUNT),
                        context.build()));
    }

    private static String identity(JsonObject attack) {
        JsonObject request = (JsonObject) attack.get("request").orElseThrow();
        refuseUnknown(request, REQUEST);
        Optional<UniqueId> id = request.get("principalUniqueId").map(AttackPoliciesTest::uniqueId);
        Principal.User user =
                new Principal.User(ACCOUNT, "/", "alice", id.orElseGet(() -> new UniqueId("AIDAALICEALICEALICE12")));
        PolicySet policies;
        try {
            policies = policies(attack, request, user);
        } catch (MalformedPolicyException refused) {
            return "Reject";
        }
        return decide(
                policies,
                new AuthorizationRequest(
                        user,
                        text(request, "action"),
                        text(request, "resource"),
                        Optional.of(ACCOUNT),
                        context(request)));
    }

    private static PolicySet policies(JsonObject attack, JsonObject request, Principal.User user) {
        List<Policy> identity = new ArrayList<>();
        for (JsonNode node : ((JsonArray) attack.get("policies").orElseThrow()).elements()) {
            identity.add(Policy.parse(PolicyType.IDENTITY, "identity", source(node)));
        }
        PolicySet policies = PolicySet.ofIdentity(identity);
        Optional<JsonNode> session = attack.get("sessionPolicy");
        if (session.isPresent()) {
            policies =
                    policies.withSession(List.of(Policy.parse(PolicyType.SESSION, "session", source(session.get()))));
        }
        policies = policies.withBoundary(attack.get("permissionsBoundary")
                .map(node -> Policy.parse(PolicyType.BOUNDARY, "boundary", source(node))));
        return policies.withResource(role(attack, request, user));
    }

    /** The trust policy of the role: of the case, or else one that names the user as it was when the role was made. */
    private static Optional<Policy> role(JsonObject attack, JsonObject request, Principal.User user) {
        Optional<UniqueId> trusted = request.get("trustedUniqueId").map(AttackPoliciesTest::uniqueId);
        Optional<String> document = attack.get("rolePolicy").map(AttackPoliciesTest::source);
        if (document.isEmpty() && trusted.isPresent()) {
            document = Optional.of("""
                    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "%s"},
                     "Action": "sts:AssumeRole"}}""".formatted(user.userArn()));
        }
        return document.map(text -> Policy.parse(PolicyType.TRUST, "trust", text))
                .map(policy ->
                        trusted.isEmpty() ? policy : policy.withPrincipalIds(Map.of(user.userArn(), trusted.get())));
    }

    private static String document(JsonObject attack) {
        try {
            Policy.parse(PolicyType.IDENTITY, "document", text(attack, "documentText"));
            return "Allow";
        } catch (MalformedPolicyException refused) {
            return "Reject";
        }
    }

    private static String decide(PolicySet policies, AuthorizationRequest request) {
        return PolicyEvaluator.evaluate(policies, request).isAllowed() ? "Allow" : "Deny";
    }

    private static ConditionContext context(JsonObject request) {
        ConditionContext.Builder context = ConditionContext.builder();
        JsonObject keys = (JsonObject) request.get("context").orElseThrow();
        for (JsonObject.Member key : keys.members()) {
            if (key.value() instanceof JsonArray array) {
                context.putAll(
                        key.name(),
                        array.elements().stream().map(AttackPoliciesTest::text).toList());
            } else {
                context.put(key.name(), text(key.value()));
            }
        }
        return context.build();
    }

    private static List<String> findings(JsonObject attack) {
        Stream<List<Finding>> linted = switch (text(attack, "kind")) {
            case "trust" ->
                Stream.of(PolicyLinter.lint(
                        PolicyType.TRUST, source(attack.get("policy").orElseThrow())));
            case "identity" ->
                ((JsonArray) attack.get("policies").orElseThrow())
                        .elements().stream().map(node -> PolicyLinter.lint(PolicyType.IDENTITY, source(node)));
            default -> Stream.of(PolicyLinter.lint(PolicyType.IDENTITY, text(attack, "documentText")));
        };
        List<String> findings = new ArrayList<>();
        linted.forEach(list -> list.forEach(finding -> findings.add(finding.id())));
        add(findings, attack, "sessionPolicy", PolicyType.SESSION);
        add(findings, attack, "permissionsBoundary", PolicyType.BOUNDARY);
        add(findings, attack, "rolePolicy", PolicyType.TRUST);
        return findings;
    }

    private static void add(List<String> findings, JsonObject attack, String name, PolicyType type) {
        attack.get(name)
                .ifPresent(node -> PolicyLinter.lint(type, source(node)).forEach(found -> findings.add(found.id())));
    }

    /** A text stands for itself: the session policy `null` of a corrupt token. */
    private static String source(JsonNode node) {
        return node instanceof JsonString string ? string.value() : JsonWriter.write(node);
    }

    /** The ids of the cases are shorter than AWS's. */
    private static UniqueId uniqueId(JsonNode node) {
        return new UniqueId((text(node) + "A".repeat(16)).substring(0, 21));
    }

    private static void refuseUnknown(JsonObject object, Set<String> known) {
        for (JsonObject.Member member : object.members()) {
            if (!known.contains(member.name())) {
                throw new IllegalArgumentException("there is no field `" + member.name() + "` here");
            }
        }
    }

    private static String text(JsonObject object, String name) {
        return text(object.get(name)
                .orElseThrow(() -> new IllegalArgumentException("the field `" + name + "` is missing")));
    }

    private static String text(JsonNode node) {
        if (node instanceof JsonString string) {
            return string.value();
        }
        if (node instanceof JsonNumber number) {
            return number.text();
        }
        if (node instanceof JsonBoolean bool) {
            return Boolean.toString(bool.value());
        }
        throw new IllegalArgumentException("a string was expected, not " + node.kind());
    }
}
