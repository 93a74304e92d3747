package dev.sallyport.policy;

import dev.sallyport.error.AuthorizationFailure;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.json.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A denial in the shape that {@code DecodeAuthorizationMessage} documents: whether it was explicit, the statements that
 * matched, and who wanted what under which condition keys.
 *
 * <p>It is for the principal's account. Where another account owns the resource, statements and condition keys are left out:
 * they may be that account's, and whether there is such a resource is its own affair as well.
 */
public final class DenialDocument {
    private DenialDocument() {}

    /** Asks {@link PolicyEvaluator#explain}; to be called only once a request is denied. */
    public static Optional<AuthorizationFailure> of(PolicySet policies, AuthorizationRequest request) {
        if (!(PolicyEvaluator.explain(policies, request) instanceof Decision.Denied denied)) {
            throw new IllegalStateException("asked for the document of a denial that is none");
        }
        return request.isCrossAccount()
                ? ofNothing(request.principal(), request.action(), request.resource())
                : of(request, Optional.of(denied));
    }

    /** The denial of something that is not there, which must look like any other from outside. */
    public static Optional<AuthorizationFailure> ofNothing(Principal principal, String action, String resource) {
        return of(
                new AuthorizationRequest(principal, action, resource, Optional.empty(), ConditionContext.EMPTY),
                Optional.empty());
    }

    private static Optional<AuthorizationFailure> of(AuthorizationRequest request, Optional<Decision.Denied> denied) {
        return request.principal()
                .account()
                .map(AccountId::digits)
                .map(account -> new AuthorizationFailure(
                        account,
                        List.of(
                                json(request, denied, request.context()),
                                json(request, denied, ConditionContext.EMPTY),
                                json(
                                        new AuthorizationRequest(
                                                request.principal(),
                                                "",
                                                "",
                                                request.resourceAccount(),
                                                ConditionContext.EMPTY),
                                        Optional.empty(),
                                        ConditionContext.EMPTY))));
    }

    private static String json(
            AuthorizationRequest request, Optional<Decision.Denied> denied, ConditionContext conditions) {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("allowed", false)
                .field("explicitDeny", denied.map(Decision.Denied::explicit).orElse(false))
                .name("matchedStatements");
        items(json, denied.map(Decision.Denied::by).orElse(List.of()), statement -> statement(json, statement));
        json.name("failures");
        items(json, denied.map(Decision.Denied::nearMisses).orElse(List.of()), miss -> failure(json, miss));
        json.name("context").beginObject().name("principal").beginObject();
        request.principal().userId().ifPresent(id -> json.field("id", id));
        json.field("arn", request.principal().arn().map(Arn::toString).orElse(DenialMessage.name(request.principal())))
                .endObject()
                .field("action", request.action())
                .field("resource", request.resource())
                .name("conditions");
        items(json, conditions.keys(), key -> {
            json.beginObject().field("key", key).name("values");
            items(
                    json,
                    conditions.get(key).orElseThrow(),
                    value -> json.beginObject().field("value", value).endObject());
            json.endObject();
        });
        return json.endObject().endObject().text();
    }

    private static void statement(JsonWriter json, MatchedStatement statement) {
        json.beginObject()
                .field("statementId", statement.sid().orElse(""))
                .field("effect", "DENY")
                .field("policy", statement.policyId())
                .field("line", statement.startLine())
                .endObject();
    }

    private static void failure(JsonWriter json, NearMiss miss) {
        json.beginObject()
                .field("statement", DenialReason.name(miss.statement()))
                .field("element", miss.element());
        miss.operator().ifPresent(operator -> json.field("operator", operator));
        miss.key().ifPresent(key -> json.field("key", key));
        json.field("expected", miss.expected()).field("actual", miss.actual()).endObject();
    }

    private static <T> void items(JsonWriter json, Iterable<T> elements, Consumer<T> write) {
        json.beginObject().name("items").beginArray();
        elements.forEach(write);
        json.endArray().endObject();
    }
}
