package dev.sallyport.benchmarks.engine;

import dev.sallyport.benchmarks.workload.IamText;
import dev.sallyport.benchmarks.workload.Outcome;
import dev.sallyport.benchmarks.workload.Role;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.SharedParts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Every role's compiled policies, as one immutable value that requests see whole. */
public final class Directory {
    private final Map<UniqueId, PolicySet> policies;

    private Directory(Map<UniqueId, PolicySet> policies) {
        this.policies = policies;
    }

    static Directory of(List<Role> roles) {
        return compile(roles.stream().map(Directory::documents).toList());
    }

    /** The policies of a role as they would be stored. */
    public static List<String> documents(Role role) {
        return role.policies().stream().map(IamText::document).toList();
    }

    /** Parses and compiles everything: one list of documents per role. */
    public static Directory compile(List<List<String>> documents) {
        Map<UniqueId, PolicySet> policies = new HashMap<>(documents.size() * 2);
        SharedParts shared = new SharedParts();
        for (int role = 0; role < documents.size(); role++) {
            List<Policy> identity = new ArrayList<>();
            for (String document : documents.get(role)) {
                identity.add(Policy.parse(PolicyType.IDENTITY, "policy-" + identity.size(), document, shared));
            }
            policies.put(id(role), PolicySet.ofIdentity(identity));
        }
        return new Directory(policies);
    }

    PolicySet policiesOf(int role) {
        return Objects.requireNonNull(policies.get(id(role)));
    }

    public Outcome decide(SallyportEngine.Request request) {
        return SallyportEngine.decide(policiesOf(request.principal()), request);
    }

    PolicySet policiesOf(Principal.RoleSession principal) {
        return policies.getOrDefault(principal.roleId(), PolicySet.NONE);
    }

    static UniqueId id(int role) {
        return new UniqueId(String.format(Locale.ROOT, "AROA%017d", role));
    }
}
