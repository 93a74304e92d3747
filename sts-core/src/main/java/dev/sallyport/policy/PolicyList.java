package dev.sallyport.policy;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Policies of one type that stand together: they allow what any of them allows and deny what any of them denies. Compiled
 * into one index, however many documents they are, so whoever keeps policies for many requests keeps them in this form.
 * Immutable.
 */
public final class PolicyList extends AbstractList<Policy> implements RandomAccess {
    /** No policies. */
    public static final PolicyList EMPTY = new PolicyList(List.of());

    private final List<Policy> policies;
    private final StatementIndex index;

    private PolicyList(List<Policy> policies) {
        this.policies = List.copyOf(policies);
        this.index = policies.size() == 1
                ? policies.get(0).index()
                : StatementIndex.of(policies.stream()
                        .flatMap(policy -> policy.statements().stream())
                        .toList());
    }

    /** The same policies; what is compiled already is not compiled again. */
    public static PolicyList of(List<Policy> policies) {
        if (policies instanceof PolicyList compiled) {
            return compiled;
        }
        return policies.isEmpty() ? EMPTY : new PolicyList(policies);
    }

    StatementIndex index() {
        return index;
    }

    @Override
    public Policy get(int place) {
        return policies.get(place);
    }

    @Override
    public int size() {
        return policies.size();
    }
}
