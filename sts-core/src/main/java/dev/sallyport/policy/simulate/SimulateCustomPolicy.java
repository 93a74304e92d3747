package dev.sallyport.policy.simulate;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.LiteralForm;
import dev.sallyport.policy.MalformedPolicyException;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.protocol.Constraints;
import dev.sallyport.protocol.QueryParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The input of the API's SimulateCustomPolicy: what it may be, and AWS's own words for what it may not. */
public final class SimulateCustomPolicy {
    private static final int MAX_DOCUMENT = 131_072;
    private static final int MAX_LIST = 1000;
    private static final int MAX_LEVELS = 7;

    private static final Set<String> PARAMETERS = Set.of(
            "PolicyInputList",
            "PermissionsBoundaryPolicyInputList",
            "OrderedOrganizationPolicyInputList",
            "ActionNames",
            "ResourceArns",
            "ResourcePolicy",
            "ResourceOwner",
            "CallerArn",
            "ContextEntries");
    private static final Set<String> NOT_BUILT_YET = Set.of("ResourceHandlingOption", "MaxItems", "Marker");

    private static final Map<String, LiteralForm> TYPES = Map.of(
            "string", LiteralForm.TEXT,
            "numeric", LiteralForm.NUMBER,
            "boolean", LiteralForm.BOOLEAN,
            "ip", LiteralForm.ADDRESS,
            "binary", LiteralForm.BASE64,
            "date", LiteralForm.DATE);
    private static final String LIST = "List";

    private static final Principal SOMEBODY = NamedPrincipal.user(Arn.parse("arn:aws:iam::123456789012:user/somebody"));

    private SimulateCustomPolicy() {}

    /** @throws ApiException {@code ValidationError} for what the service model refuses, {@code InvalidInput} for the rest */
    public static Simulation read(QueryParameters parameters) {
        parameters.refuseUnknown(PARAMETERS, NOT_BUILT_YET);
        constrain(parameters);
        if (parameters.texts("ActionNames").isEmpty()) {
            throw invalid("`ActionNames` is empty: name an action");
        }
        return new Simulation(
                policies(parameters),
                parameters
                        .optional("CallerArn", Arn::parse)
                        .map(NamedPrincipal::of)
                        .orElse(SOMEBODY),
                parameters.texts("ActionNames"),
                parameters.texts("ResourceArns"),
                parameters.optional("ResourceOwner", SimulateCustomPolicy::account),
                context(parameters));
    }

    private static void constrain(QueryParameters parameters) {
        Constraints constraints = new Constraints(parameters);
        constraints.texts("PolicyInputList", MAX_LIST, policy -> policy.length(1, MAX_DOCUMENT));
        constraints.texts("PermissionsBoundaryPolicyInputList", MAX_LIST, policy -> policy.length(1, MAX_DOCUMENT));
        constraints.texts("ActionNames", MAX_LIST, action -> action.length(3, 128));
        constraints.texts("ResourceArns", MAX_LIST, resource -> resource.length(1, 2048));
        constraints.optional("ResourcePolicy").length(1, MAX_DOCUMENT);
        constraints.optional("ResourceOwner").length(1, 2048);
        constraints.optional("CallerArn").length(1, 2048);
        constraints.list("ContextEntries", MAX_LIST, entry -> {
            entry.optional("ContextKeyName").length(5, 256);
            entry.optional("ContextKeyType");
            entry.texts("ContextKeyValues", MAX_LIST, value -> {});
        });
        constraints.list(
                "OrderedOrganizationPolicyInputList",
                MAX_LEVELS,
                level -> level.texts(
                        "ServiceControlPolicyInputList", MAX_LIST, policy -> policy.length(1, MAX_DOCUMENT)));
        constraints.enforce();
    }

    private static PolicySet policies(QueryParameters parameters) {
        List<Policy> boundaries = policies(PolicyType.BOUNDARY, "PermissionsBoundaryPolicyInputList", parameters);
        if (boundaries.size() > 1) {
            throw invalid("a principal has one permissions boundary: leave the others out");
        }
        List<List<Policy>> levels = new ArrayList<>();
        for (QueryParameters level : parameters.structures("OrderedOrganizationPolicyInputList")) {
            levels.add(policies(PolicyType.SERVICE_CONTROL, "ServiceControlPolicyInputList", level));
        }
        return PolicySet.ofIdentity(policies(PolicyType.IDENTITY, "PolicyInputList", parameters))
                .withBoundary(boundaries.stream().findFirst())
                .withResource(parameters
                        .text("ResourcePolicy")
                        .map(document -> policy(PolicyType.RESOURCE, "ResourcePolicy", document)))
                .withServiceControl(levels);
    }

    /** Called {@code PolicyInputList.1} and so on in the answer. */
    private static List<Policy> policies(PolicyType type, String list, QueryParameters parameters) {
        List<Policy> policies = new ArrayList<>();
        for (String document : parameters.texts(list)) {
            policies.add(policy(type, list + "." + (policies.size() + 1), document));
        }
        return policies;
    }

    private static Policy policy(PolicyType type, String id, String document) {
        try {
            return Policy.parse(type, id, document);
        } catch (MalformedPolicyException malformed) {
            throw invalid(id + ": " + malformed.getMessage());
        }
    }

    private static AccountId account(String owner) {
        return AccountId.isValid(owner)
                ? new AccountId(owner)
                : new AccountId(Arn.parse(owner).account());
    }

    private static ConditionContext context(QueryParameters parameters) {
        ConditionContext.Builder context = ConditionContext.builder();
        for (QueryParameters entry : parameters.structures("ContextEntries")) {
            String key = entry.required("ContextKeyName", name -> name);
            String type = entry.text("ContextKeyType").orElse("null");
            boolean several = type.endsWith(LIST);
            String one = several ? type.substring(0, type.length() - LIST.length()) : type;
            LiteralForm form = TYPES.get(one);
            if (form == null) {
                throw invalid("Context key " + key + " has invalid type " + type + ".");
            }
            List<String> values = entry.texts("ContextKeyValues");
            if (values.isEmpty()) {
                throw invalid("Context values for context key " + key + " cannot be null or empty.");
            }
            if (!values.stream().allMatch(form::fits)) {
                throw invalid("Invalid context value for key " + key + ": expected " + one + " format.");
            }
            add(context, key, several, values);
        }
        return context.build();
    }

    private static void add(ConditionContext.Builder context, String key, boolean several, List<String> values) {
        if (context.contains(key)) {
            throw invalid("the context key " + key + " is given twice: give its values in one entry");
        }
        if (several) {
            context.putAll(key, values);
        } else if (values.size() == 1) {
            context.put(key, values.get(0));
        } else {
            throw invalid("the context key " + key + " has several values: give it the type of a list");
        }
    }

    private static ApiException invalid(String message) {
        return new ApiException(ApiError.INVALID_INPUT, message);
    }
}
