package dev.sallyport.policy.compare;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.Condition;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.KeyUse;
import dev.sallyport.policy.Operator;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PrincipalElement;
import dev.sallyport.policy.Statement;
import dev.sallyport.policy.simulate.NamedPrincipal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requests made from policies: for each statement some that it should apply to, and around them others in which one thing
 * differs: an action, a resource, a principal, a condition key with another value or without any. What depends on two
 * things at once that no statement names together is not among them.
 */
final class SampleRequests {
    /** So many take a second or two. */
    static final int MAX_REQUESTS = 20_000;

    /** Actions times resources that one statement is asked about in full; of more, one thing at a time. */
    private static final int MAX_PAIRS = 400;

    /** Not the account of anybody: so whoever asks is from another one than the resource's owner. */
    private static final AccountId OWNER = new AccountId("000000000000");

    private static final String STRANGE_ACTION = "unmentioned:Action";
    private static final String STRANGE_RESOURCE = "arn:aws:unmentioned:eu-west-1:000000000000:resource";
    private static final Principal SOMEBODY = NamedPrincipal.user(Arn.parse("arn:aws:iam::123456789012:user/somebody"));
    private static final Principal STRANGER = NamedPrincipal.user(Arn.parse("arn:aws:iam::999999999999:user/stranger"));

    private record Key(boolean several, List<String> values) {}

    private final List<Statement> statements;
    private final boolean ownedByOthers;
    private final List<String> actions;
    private final List<String> resources;
    private final List<Principal> principals;
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Set<String> seen = new LinkedHashSet<>();
    private final List<AuthorizationRequest> requests = new ArrayList<>();

    private SampleRequests(List<Policy> policies, boolean ownedByOthers) {
        this.ownedByOthers = ownedByOthers;
        this.statements = policies.stream()
                .flatMap(policy -> policy.statements().stream())
                .toList();
        this.actions = distinct(statements.stream().map(SampleRequests::actions).toList(), List.of(STRANGE_ACTION));
        this.resources =
                distinct(statements.stream().map(SampleRequests::resources).toList(), List.of(STRANGE_RESOURCE, "*"));
        this.principals = principals();
        for (Policy policy : policies) {
            policy.keyUses().stream()
                    .map(KeyUse::key)
                    .forEach(key -> addValues(key, false, List.of(SampleValues.FILL)));
        }
        for (Statement statement : statements) {
            statement.conditions().forEach(this::addValues);
        }
    }

    /** @param ownedByOthers whether the resource belongs to another account than whoever asks */
    static List<AuthorizationRequest> of(List<Policy> policies, boolean ownedByOthers) {
        SampleRequests sample = new SampleRequests(policies, ownedByOthers);
        sample.statements.forEach(sample::around);
        return List.copyOf(sample.requests);
    }

    private void around(Statement statement) {
        Map<String, List<String>> own = satisfying(statement);
        Map<String, List<String>> all = new LinkedHashMap<>();
        keys.forEach((key, samples) -> all.put(key, samples.values.subList(0, Math.min(1, samples.values.size()))));
        all.putAll(own);
        List<String> ownActions = actions(statement);
        List<String> ownResources = resources(statement);
        String action = ownActions.get(0);
        String resource = ownResources.get(0);
        Principal principal = ownPrincipals(statement).get(0);
        for (Map<String, List<String>> context : List.of(own, all, Map.<String, List<String>>of())) {
            if ((long) ownActions.size() * ownResources.size() <= MAX_PAIRS) {
                ownActions.forEach(one -> ownResources.forEach(other -> add(principal, one, other, context)));
            }
            actions.forEach(one -> add(principal, one, resource, context));
            resources.forEach(one -> add(principal, action, one, context));
            principals.forEach(one -> add(one, action, resource, context));
        }
        for (Map<String, List<String>> context : List.of(own, all)) {
            keys.forEach((key, samples) -> {
                add(principal, action, resource, with(context, key, null));
                samples.values.forEach(value -> add(principal, action, resource, with(context, key, List.of(value))));
                if (samples.several) {
                    add(principal, action, resource, with(context, key, List.of()));
                    add(principal, action, resource, with(context, key, samples.values));
                }
            });
        }
    }

    /** A context in which the statement's conditions hold, as far as that can be told one key at a time. */
    private static Map<String, List<String>> satisfying(Statement statement) {
        Map<String, List<String>> context = new LinkedHashMap<>();
        Set<String> absent = new LinkedHashSet<>();
        statement.resources().forEach(resource -> addVariables(resource, context));
        for (Condition condition : statement.conditions()) {
            if (condition.operator().base() == Operator.Base.NULL) {
                if (condition.values().stream().anyMatch("true"::equalsIgnoreCase)) {
                    absent.add(condition.key());
                } else {
                    context.putIfAbsent(condition.key(), List.of(SampleValues.FILL));
                }
            } else if (!condition.values().isEmpty()) {
                condition.values().forEach(value -> addVariables(value, context));
                context.put(
                        condition.key(),
                        SampleValues.of(condition.operator(), condition.values().get(0))
                                .subList(0, 1));
            }
        }
        context.keySet().removeAll(absent);
        return context;
    }

    /** {@code ${aws:username}} or {@code ${aws:username, 'somebody'}}, as {@link SampleValues#text} fills them. */
    private static void addVariables(String pattern, Map<String, List<String>> context) {
        for (int at = pattern.indexOf("${"); at >= 0; at = pattern.indexOf("${", at + 2)) {
            int end = pattern.indexOf('}', at);
            String name = end < 0 ? "" : pattern.substring(at + 2, end);
            int comma = name.indexOf(',');
            String key = (comma < 0 ? name : name.substring(0, comma)).strip().toLowerCase(Locale.ROOT);
            if (key.length() > 1) {
                context.putIfAbsent(key, List.of(SampleValues.FILL));
            }
        }
    }

    private void addValues(Condition condition) {
        boolean several = condition.operator().setOperator() != Operator.SetOperator.NONE;
        addValues(condition.key(), several, List.of());
        if (condition.operator().base() != Operator.Base.NULL) {
            condition
                    .values()
                    .forEach(
                            value -> addValues(condition.key(), several, SampleValues.of(condition.operator(), value)));
        }
    }

    private void addValues(String key, boolean several, List<String> values) {
        keys.merge(key, new Key(several, values), (before, more) -> {
            Set<String> joined = new LinkedHashSet<>(before.values);
            joined.addAll(more.values);
            return new Key(before.several || more.several, List.copyOf(joined));
        });
    }

    private void add(Principal principal, String action, String resource, Map<String, List<String>> context) {
        if (requests.size() < MAX_REQUESTS && seen.add(principal + "\n" + action + "\n" + resource + "\n" + context)) {
            ConditionContext.Builder builder = ConditionContext.builder();
            context.forEach((key, values) -> {
                Key known = keys.get(key);
                if (values.size() == 1 && (known == null || !known.several)) {
                    builder.put(key, values.get(0));
                } else {
                    builder.putAll(key, values);
                }
            });
            requests.add(new AuthorizationRequest(
                    principal,
                    action,
                    resource,
                    ownedByOthers ? Optional.of(OWNER) : Optional.empty(),
                    builder.build()));
        }
    }

    private static Map<String, List<String>> with(
            Map<String, List<String>> context, String key, @Nullable List<String> values) {
        Map<String, List<String>> changed = new LinkedHashMap<>(context);
        if (values == null) {
            changed.remove(key);
        } else {
            changed.put(key, values);
        }
        return changed;
    }

    private static List<String> actions(Statement statement) {
        Set<String> samples = new LinkedHashSet<>();
        for (String pattern : statement.actions()) {
            if (pattern.indexOf(':') < 0) {
                samples.add(STRANGE_ACTION); // The lone star.
            } else {
                samples.add(SampleValues.text(pattern, "Any"));
                samples.add(SampleValues.text(pattern, ""));
                samples.add(pattern.substring(0, pattern.indexOf(':')).replace("*", "any") + ":Unmentioned");
            }
        }
        samples.removeIf(action -> action.endsWith(":"));
        List<String> ordered = new ArrayList<>(samples);
        if (statement.isNotAction()) {
            ordered.add(0, STRANGE_ACTION);
        }
        return ordered.isEmpty() ? List.of(STRANGE_ACTION) : ordered;
    }

    private static List<String> resources(Statement statement) {
        Set<String> samples = new LinkedHashSet<>();
        if (statement.isNotResource()) {
            samples.add(STRANGE_RESOURCE);
        }
        for (String pattern : statement.resources()) {
            samples.addAll(pattern.equals("*") ? List.of(STRANGE_RESOURCE) : SampleValues.ofPattern(pattern));
        }
        return samples.isEmpty() ? List.of(STRANGE_RESOURCE) : List.copyOf(samples);
    }

    private List<Principal> principals() {
        Set<Principal> all = new LinkedHashSet<>(List.of(SOMEBODY, STRANGER));
        statements.forEach(statement -> all.addAll(ownPrincipals(statement)));
        return List.copyOf(all);
    }

    private static List<Principal> ownPrincipals(Statement statement) {
        List<Principal> own = new ArrayList<>();
        statement.principal().ifPresent(element -> {
            if (element.negated()) {
                own.add(SOMEBODY);
            }
            element.values().forEach(value -> named(value).ifPresent(own::add));
        });
        own.add(SOMEBODY);
        return own;
    }

    private static Optional<Principal> named(PrincipalElement.Value value) {
        String text = value.text();
        try {
            return switch (value.kind()) {
                case SERVICE -> Optional.of(new Principal.Service(text));
                case AWS, FEDERATED -> {
                    if (AccountId.isValid(text)) {
                        yield Optional.of(new Principal.AccountRoot(new AccountId(text)));
                    }
                    yield Optional.of(NamedPrincipal.of(Arn.parse(text)));
                }
                case CANONICAL_USER -> Optional.empty();
            };
        } catch (IllegalArgumentException nobody) {
            return Optional.empty();
        }
    }

    private static List<String> distinct(List<List<String>> lists, List<String> more) {
        Set<String> all = new LinkedHashSet<>();
        lists.forEach(all::addAll);
        all.addAll(more);
        return List.copyOf(all);
    }
}
