package dev.sallyport.policy.proof;

import dev.sallyport.identity.Principal;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.SharedParts;
import dev.sallyport.policy.naive.NaiveDocument;
import dev.sallyport.policy.naive.NaivePolicies;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A principal and every policy that applies to it and to what it asks for. */
record World(Principal principal, List<Draft> drafts) {
    World {
        drafts = List.copyOf(drafts);
    }

    World with(List<Draft> others) {
        return new World(principal, others);
    }

    PolicySet policySet() {
        SharedParts shared = new SharedParts();
        Function<Draft, Policy> made = draft -> draft.policy(shared);
        return new PolicySet(
                of(PolicyType.IDENTITY, made),
                of(PolicyType.BOUNDARY, made).stream().findFirst(),
                of(PolicyType.SESSION, made),
                resource(made),
                levels(PolicyType.SERVICE_CONTROL, made),
                levels(PolicyType.RESOURCE_CONTROL, made),
                of(PolicyType.ENDPOINT, made));
    }

    NaivePolicies naive() {
        return new NaivePolicies(
                of(PolicyType.IDENTITY, Draft::naive),
                of(PolicyType.BOUNDARY, Draft::naive).stream().findFirst(),
                of(PolicyType.SESSION, Draft::naive),
                resource(Draft::naive),
                this.<NaiveDocument>levels(PolicyType.SERVICE_CONTROL, Draft::naive),
                this.<NaiveDocument>levels(PolicyType.RESOURCE_CONTROL, Draft::naive),
                of(PolicyType.ENDPOINT, Draft::naive));
    }

    private <T> List<T> of(PolicyType type, Function<Draft, T> made) {
        return drafts.stream().filter(draft -> draft.type() == type).map(made).toList();
    }

    private <T> Optional<T> resource(Function<Draft, T> made) {
        List<T> both = new ArrayList<>(of(PolicyType.RESOURCE, made));
        both.addAll(of(PolicyType.TRUST, made));
        return both.stream().findFirst();
    }

    private <T> List<List<T>> levels(PolicyType type, Function<Draft, T> made) {
        TreeMap<Integer, List<T>> levels = new TreeMap<>();
        for (Draft draft : drafts) {
            if (draft.type() == type) {
                levels.computeIfAbsent(draft.level(), level -> new ArrayList<>())
                        .add(made.apply(draft));
            }
        }
        Collection<List<T>> inOrder = levels.values();
        return List.copyOf(inOrder);
    }

    boolean has(PolicyType type) {
        return drafts.stream().anyMatch(draft -> draft.type() == type);
    }
}
