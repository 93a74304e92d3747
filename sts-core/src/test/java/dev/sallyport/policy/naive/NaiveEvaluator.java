package dev.sallyport.policy.naive;

import dev.sallyport.identity.Principal;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.naive.NaivePrincipal.Naming;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Decides one request by walking through every statement of every document. */
public final class NaiveEvaluator {
    private final NaivePolicies policies;
    private final AuthorizationRequest request;

    private NaiveEvaluator(NaivePolicies policies, AuthorizationRequest request) {
        this.policies = policies;
        this.request = request;
    }

    public static NaiveVerdict decide(NaivePolicies policies, AuthorizationRequest request) {
        return new NaiveEvaluator(policies, request).decide();
    }

    private NaiveVerdict decide() {
        if (request.action().equalsIgnoreCase("sts:GetCallerIdentity")) {
            return NaiveVerdict.allowed(); // No permission is needed, and no Deny counts.
        }
        for (NaiveDocument document : policies.all()) {
            if (!applying(document, "Deny").isEmpty()) {
                return NaiveVerdict.explicit(document.type());
            }
        }
        EnumSet<PolicyType> around = EnumSet.noneOf(PolicyType.class);
        if (!policies.resourceControl().stream().allMatch(this::anyAllows)) {
            around.add(PolicyType.RESOURCE_CONTROL);
        } else if (!policies.serviceControl().stream().allMatch(this::anyAllows)) {
            around.add(PolicyType.SERVICE_CONTROL);
        }
        boolean throughEndpoint = policies.endpoint().isEmpty() || anyAllows(policies.endpoint());
        if (!around.isEmpty()) {
            // The reference does not say where an endpoint's policy stands in the order.
            if (!throughEndpoint) {
                around.add(PolicyType.ENDPOINT);
            }
            return NaiveVerdict.implicit(around);
        }
        Set<PolicyType> missing = missing();
        if (!throughEndpoint) {
            EnumSet<PolicyType> either = EnumSet.of(PolicyType.ENDPOINT);
            either.addAll(missing);
            return NaiveVerdict.implicit(either);
        }
        return missing.isEmpty() ? NaiveVerdict.allowed() : NaiveVerdict.implicit(missing);
    }

    /** The types of which one must allow and does not; empty when the request is allowed. */
    private Set<PolicyType> missing() {
        Set<Naming> named = EnumSet.noneOf(Naming.class);
        policies.resource().ifPresent(document -> named.addAll(grants(document)));
        boolean trust = policies.resource().stream().anyMatch(document -> document.type() == PolicyType.TRUST);
        // The bearer of a token has no policies of its own, in whatever account: there is only one side.
        boolean crossAccount = !(request.principal() instanceof Principal.WebIdentity)
                && request.principal().account().isPresent()
                && request.resourceAccount().isPresent()
                && !request.principal().account().equals(request.resourceAccount());
        if (crossAccount) {
            return acrossAccounts(named, trust);
        }
        if (trust) {
            return toAssume(named);
        }
        if (request.principal() instanceof Principal.AccountRoot) {
            return Set.of();
        }
        if (named.contains(Naming.ITSELF) || named.contains(Naming.EVERYBODY)) {
            return Set.of();
        }
        if (request.principal().account().isEmpty() || request.principal() instanceof Principal.WebIdentity) {
            // Only the resource's policy could let them in.
            return EnumSet.of(PolicyType.RESOURCE, PolicyType.IDENTITY);
        }
        return first(!named.contains(Naming.BEHIND), true, true);
    }

    /** Both sides must allow, and no naming makes a policy of the caller's own side unnecessary. */
    private Set<PolicyType> acrossAccounts(Set<Naming> named, boolean trust) {
        // The root user needs no policy of its own, but cannot have the one that a role of another account asks for.
        boolean root = request.principal() instanceof Principal.AccountRoot && !trust;
        Set<PolicyType> missing = EnumSet.noneOf(PolicyType.class);
        if (named.isEmpty()) {
            missing.add(trust ? PolicyType.TRUST : PolicyType.RESOURCE);
        }
        if (!root) {
            // Which side is named first is not said, only the order within each.
            missing.addAll(first(true, true, true));
        }
        return missing;
    }

    /** A role in the caller's own account: its trust policy must allow, whatever the caller's policies say. */
    private Set<PolicyType> toAssume(Set<Naming> named) {
        if (named.isEmpty()) {
            return EnumSet.of(PolicyType.TRUST);
        }
        Principal principal = request.principal();
        if (principal instanceof Principal.AccountRoot
                || principal instanceof Principal.Service
                || principal instanceof Principal.WebIdentity) {
            return Set.of();
        }
        // The closest naming counts: who is named is not let in past the boundary because everybody is named too.
        if (named.contains(Naming.ITSELF)) {
            return first(false, true, !(principal instanceof Principal.RoleSession));
        }
        if (named.contains(Naming.EVERYBODY)) {
            return first(false, !(principal instanceof Principal.User), true);
        }
        return first(!named.contains(Naming.BEHIND), true, true);
    }

    /** The first of the caller's own policies that must allow and does not. */
    private Set<PolicyType> first(boolean identity, boolean boundary, boolean session) {
        if (identity && !anyAllows(policies.identity())) {
            return EnumSet.of(PolicyType.IDENTITY);
        }
        if (boundary
                && policies.boundary().isPresent()
                && !anyAllows(List.of(policies.boundary().get()))) {
            return EnumSet.of(PolicyType.BOUNDARY);
        }
        if (session && !policies.session().isEmpty() && !anyAllows(policies.session())) {
            return EnumSet.of(PolicyType.SESSION);
        }
        return Set.of();
    }

    private boolean anyAllows(List<NaiveDocument> documents) {
        return documents.stream()
                .anyMatch(document -> !applying(document, "Allow").isEmpty());
    }

    /** How the resource's policy lets the caller in; a web identity only by its provider, never by {@code *}. */
    private Set<Naming> grants(NaiveDocument document) {
        Set<Naming> granted = EnumSet.noneOf(Naming.class);
        applying(document, "Allow").forEach(statement -> granted.addAll(namings(document, statement)));
        if (request.principal() instanceof Principal.WebIdentity) {
            granted.retainAll(EnumSet.of(Naming.ITSELF));
        }
        return granted;
    }

    private List<JsonObject> applying(NaiveDocument document, String effect) {
        List<JsonObject> applying = new ArrayList<>();
        for (JsonNode node : document.statements()) {
            JsonObject statement = (JsonObject) node;
            if (NaiveDocument.text(statement.get("Effect").orElseThrow()).equals(effect)
                    && actionMatches(statement)
                    && resourceMatches(document, statement)
                    && !namings(document, statement).isEmpty()
                    && conditionsHold(document, statement, effect)) {
                applying.add(statement);
            }
        }
        return applying;
    }

    private Set<Naming> namings(NaiveDocument document, JsonObject statement) {
        return NaivePrincipal.namings(
                statement,
                request.principal(),
                document.principalIds(),
                policies.boundary().isPresent());
    }

    private boolean actionMatches(JsonObject statement) {
        return isAbout(statement, request.action());
    }

    /** The document's statements, in order. */
    public static List<JsonNode> statements(NaiveDocument document) {
        return document.statements();
    }

    /** Whether the statement's Action or NotAction covers this action. */
    public static boolean isAbout(JsonObject statement, String action) {
        Optional<JsonNode> listed = statement.get("Action");
        if (listed.isPresent()) {
            return lists(listed.get(), action);
        }
        return !lists(statement.get("NotAction").orElseThrow(), action);
    }

    private static boolean lists(JsonNode actions, String action) {
        String lowerAction = action.toLowerCase(Locale.ROOT);
        for (JsonNode written : NaiveDocument.list(actions)) {
            String pattern = NaiveDocument.text(written).toLowerCase(Locale.ROOT);
            if (NaiveText.pattern(pattern).matches(lowerAction)) {
                return true;
            }
        }
        return false;
    }

    private boolean resourceMatches(NaiveDocument document, JsonObject statement) {
        Optional<JsonNode> listed = statement.get("Resource");
        Optional<JsonNode> spared = statement.get("NotResource");
        if (listed.isEmpty() && spared.isEmpty()) {
            return true; // A trust policy: it is about its role.
        }
        boolean any = false;
        for (JsonNode written : NaiveDocument.list(listed.or(() -> spared).orElseThrow())) {
            NaiveText text = NaiveText.of(NaiveDocument.text(written), document.hasVariables(), request.context());
            if (text == null && spared.isPresent()) {
                return false; // A variable without a value makes the statement invalid.
            }
            any |= text != null && (text.isEverything() || text.matchesArn(request.resource()));
        }
        return listed.isPresent() ? any : !any;
    }

    private boolean conditionsHold(NaiveDocument document, JsonObject statement, String effect) {
        if (!(statement.get("Condition").orElse(null) instanceof JsonObject operators)) {
            return true;
        }
        for (JsonObject.Member operator : operators.members()) {
            for (JsonObject.Member key : ((JsonObject) operator.value()).members()) {
                List<String> values = NaiveDocument.list(key.value()).stream()
                        .map(NaiveDocument::text)
                        .toList();
                switch (NaiveCondition.ask(
                        operator.name(), key.name(), values, document.hasVariables(), request.context())) {
                    case FAILS -> {
                        return false;
                    }
                    case BROKEN -> {
                        if (effect.equals("Allow")) {
                            return false;
                        }
                    }
                    case HOLDS -> {}
                }
            }
        }
        return true;
    }
}
