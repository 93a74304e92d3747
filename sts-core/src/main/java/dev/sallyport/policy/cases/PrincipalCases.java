package dev.sallyport.policy.cases;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.PrincipalMatch;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Kind {@code principal}: whether a Principal or NotPrincipal is about somebody, and how closely it names them. */
final class PrincipalCases {
    private static final Set<String> GIVEN =
            Set.of("requester", "effect", "principalElement", "notPrincipalElement", "noPrincipalElement");
    private static final Set<String> EXPECT = Set.of("matches", "level");

    private PrincipalCases() {}

    static CaseResult run(PolicyCase policyCase) {
        Fields given = policyCase.given();
        Fields expect = policyCase.expect();
        given.refuseUnknown(GIVEN);
        expect.refuseUnknown(EXPECT);
        boolean named = given.has("principalElement") || given.has("notPrincipalElement");
        JsonWriter statement = Probe.begin(given.maybeText("effect").orElse("Allow"))
                .field("Action", "*")
                .field("Resource", "*");
        given.maybe("principalElement")
                .ifPresent(node -> statement.name("Principal").value(node));
        given.maybe("notPrincipalElement")
                .ifPresent(node -> statement.name("NotPrincipal").value(node));
        Policy policy = Policy.parseStored(
                named ? PolicyType.RESOURCE : PolicyType.IDENTITY,
                "probe",
                Fields.ascii(statement.endObject().endObject().text()));
        AuthorizationRequest request = new AuthorizationRequest(
                Principals.of(given.object("requester"), Optional.empty()),
                "test:Action",
                "*",
                Optional.empty(),
                ConditionContext.EMPTY);
        PrincipalMatch match = PrincipalMatch.of(policy.statements().get(0), request);
        boolean matches = match != PrincipalMatch.NONE;
        Optional<String> level = expect.maybeText("level");
        boolean same = matches == expect.flag("matches")
                && (level.isEmpty() || level.get().equals(level(match)) || isUserOfSession(level.get(), match));
        return CaseResult.compare(
                policyCase,
                same,
                matches + " " + level(match),
                expect.flag("matches") + " " + level.orElse(""),
                List.of());
    }

    private static boolean isUserOfSession(String level, PrincipalMatch match) {
        return level.equals("user-of-session") && match == PrincipalMatch.ENTITY_OF_SESSION;
    }

    private static String level(PrincipalMatch match) {
        return switch (match) {
            case NONE -> "";
            case ACCOUNT -> "account";
            case ENTITY_OF_SESSION -> "role-of-session";
            case EVERYBODY, DIRECT -> "direct";
        };
    }
}
