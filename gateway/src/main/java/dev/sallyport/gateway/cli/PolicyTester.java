package dev.sallyport.gateway.cli;

import dev.sallyport.config.ConfigurationException;
import dev.sallyport.config.PolicyExpectation;
import dev.sallyport.config.PolicyRequest;
import dev.sallyport.config.PolicyTest;
import dev.sallyport.config.PolicyTestFile;
import dev.sallyport.config.RoleEntry;
import dev.sallyport.context.ResourceKeys;
import dev.sallyport.gateway.cli.policy.PolicyTestResult;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.Decision;
import dev.sallyport.policy.MatchedStatement;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyEvaluator;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.simulate.NamedPrincipal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs the tests of one file. */
final class PolicyTester {
    private final Optional<ConfiguredPolicies> configuration;

    private PolicyTester(Optional<ConfiguredPolicies> configuration) {
        this.configuration = configuration;
    }

    /** @throws UnusableInputException with every fault of the file, of its configuration, or of who asks in it */
    static List<PolicyTestResult> run(Path file) throws UnusableInputException {
        PolicyTestFile tests;
        try {
            tests = PolicyTestFile.load(file);
        } catch (ConfigurationException e) {
            throw new UnusableInputException(e.report().stripTrailing());
        }
        PolicyTester tester = new PolicyTester(
                tests.config().isPresent()
                        ? Optional.of(ConfiguredPolicies.load(tests.config().get()))
                        : Optional.empty());
        List<PolicyTestResult> results = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (PolicyTest test : tests.tests()) {
            try {
                results.add(tester.run(test));
            } catch (IllegalArgumentException e) {
                faults.add(test.request().place() + ": " + e.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new UnusableInputException(String.join("\n", faults));
        }
        return results;
    }

    private PolicyTestResult run(PolicyTest test) {
        PolicyRequest asked = test.request();
        PolicySet policies = test.policies().policies();
        ConditionContext context = asked.context();
        Optional<AccountId> resourceAccount = asked.resourceAccount();
        Principal principal;
        if (configuration.isPresent()) {
            ConfiguredPolicies.Attached attached = configuration
                    .get()
                    .of(asked.principal())
                    .orElseThrow(() -> new IllegalArgumentException("`" + asked.principal()
                            + "` is not in the configuration; name a user, group, role or OIDC provider of it"));
            principal = attached.principal();
            context = CallerContext.join(context, attached.keys());
            List<Policy> identity = new ArrayList<>(attached.policies());
            identity.addAll(policies.identity());
            policies = policies.withIdentity(identity)
                    .withBoundary(policies.boundary().or(attached::boundary));
            Optional<RoleEntry> assumed = configuration.get().role(asked.resource());
            if (assumed.isPresent() && isAboutRoles(asked.action())) {
                RoleEntry role = assumed.get();
                policies = policies.withResource(policies.resource().or(() -> Optional.of(role.trust())));
                resourceAccount = Optional.of(resourceAccount.orElse(role.account()));
                ConditionContext.Builder resourceKeys = ConditionContext.builder();
                ResourceKeys.addRole(resourceKeys, role.account(), role.tags());
                context = CallerContext.join(context, resourceKeys.build());
            }
        } else {
            principal = NamedPrincipal.of(asked.principal());
            context = CallerContext.join(context, CallerContext.of(principal, Tags.NONE));
        }
        AuthorizationRequest request =
                new AuthorizationRequest(principal, asked.action(), asked.resource(), resourceAccount, context);
        Decision decision = PolicyEvaluator.explain(policies, request);
        return new PolicyTestResult(
                test, request, test.policies().placed(decision), failure(test.expectation(), decision));
    }

    /** Only STS asks a trust policy. */
    private static boolean isAboutRoles(String action) {
        return action.toLowerCase(Locale.ROOT).startsWith("sts:");
    }

    private static Optional<String> failure(PolicyExpectation expected, Decision decision) {
        String got = got(decision);
        if (expected.allowed() != decision.isAllowed()) {
            return failed(expected.allowed() ? "allowed" : "denied", got);
        }
        if (decision instanceof Decision.Denied denied) {
            Optional<Boolean> explicit = expected.explicit().filter(wanted -> wanted != denied.explicit());
            if (explicit.isPresent()) {
                return failed(explicit.get() ? "explicitly denied" : "implicitly denied", got);
            }
            if (expected.stoppedBy().isPresent() && expected.stoppedBy().get() != denied.stoppedBy()) {
                return failed("a denial by the " + expected.stoppedBy().get().displayName(), got);
            }
        }
        List<MatchedStatement> by = by(decision);
        boolean found = by.stream()
                .anyMatch(statement -> expected.statement()
                                .map(sid -> statement.sid().equals(Optional.of(sid)))
                                .orElse(true)
                        && expected.policy().map(statement.policyId()::equals).orElse(true));
        if ((expected.statement().isPresent() || expected.policy().isPresent()) && !found) {
            String wanted = expected.statement().map(sid -> " `" + sid + "`").orElse("")
                    + expected.policy().map(id -> " of `" + id + "`").orElse("");
            return failed((expected.allowed() ? "allowed" : "denied") + " by the statement" + wanted, got);
        }
        return Optional.empty();
    }

    private static Optional<String> failed(String expected, String got) {
        return Optional.of("expected " + expected + ", got " + got);
    }

    private static String got(Decision decision) {
        if (decision instanceof Decision.Denied denied) {
            return denied.explicit()
                    ? "explicitly denied by " + names(denied.by())
                    : "implicitly denied: no " + denied.stoppedBy().displayName() + " allows it";
        }
        return by(decision).isEmpty() ? "allowed without any policy" : "allowed by " + names(by(decision));
    }

    private static List<MatchedStatement> by(Decision decision) {
        if (decision instanceof Decision.Denied denied) {
            return denied.by();
        }
        return decision instanceof Decision.Allowed allowed ? allowed.by() : List.of();
    }

    private static String names(List<MatchedStatement> statements) {
        return String.join(
                ", ",
                statements.stream()
                        .map(statement ->
                                statement.sid().map(sid -> "`" + sid + "` of ").orElse("a statement of ") + "`"
                                        + statement.policyId() + "`")
                        .distinct()
                        .toList());
    }
}
