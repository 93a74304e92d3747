package dev.sallyport.policy.cases;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.Decision;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyEvaluator;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.PolicyType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether one statement applies to a request, through a session policy beside an identity policy that allows
 * everything. A session policy takes every literal, as those did that the cases were recorded with.
 */
final class Probe {
    private static final Principal SOMEBODY =
            new Principal.User(new AccountId("123456789012"), "/", "somebody", new UniqueId("AIDAAAAAAAAAAAAAAAAAA"));
    private static final String EVERYTHING = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""";
    private static final Policy ALLOW_EVERYTHING = Policy.parse(PolicyType.IDENTITY, "everything", EVERYTHING);
    private static final Policy ALLOW_SESSION = Policy.parse(PolicyType.SESSION, "everything", EVERYTHING);

    private final Policy policy;

    private Probe(Policy policy) {
        this.policy = policy;
    }

    /** The beginning of a document whose one statement has this effect; the caller adds the rest of the statement. */
    static JsonWriter begin(String effect) {
        return new JsonWriter()
                .beginObject()
                .field("Version", "2012-10-17")
                .name("Statement")
                .beginObject()
                .field("Effect", effect);
    }

    static Probe end(JsonWriter statement) {
        String document = Fields.ascii(statement.endObject().endObject().text());
        return new Probe(Policy.parse(PolicyType.SESSION, "probe", document));
    }

    boolean applies(String action, String resource, ConditionContext context) {
        boolean deny = policy.statements().get(0).effect() == dev.sallyport.policy.Effect.DENY;
        return decide(deny, action, resource, context).isAllowed() != deny;
    }

    private Decision decide(boolean deny, String action, String resource, ConditionContext context) {
        List<Policy> session = deny ? List.of(ALLOW_SESSION, policy) : List.of(policy);
        return PolicyEvaluator.explain(
                PolicySet.ofIdentity(List.of(ALLOW_EVERYTHING)).withSession(session),
                new AuthorizationRequest(SOMEBODY, action, resource, Optional.empty(), context));
    }

    /** Compares with {@code matches} of the case. */
    CaseResult compare(PolicyCase policyCase, String action, String resource) {
        policyCase.expect().refuseUnknown(Set.of("matches"));
        boolean got = applies(action, resource, Contexts.of(policyCase.given()));
        boolean expected = policyCase.expect().flag("matches");
        return CaseResult.compare(
                policyCase, got == expected, "matches: " + got, "matches: " + expected, List.of(policy.json()));
    }
}
