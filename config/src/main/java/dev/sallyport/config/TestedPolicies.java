package dev.sallyport.config;

import dev.sallyport.config.yaml.Place;
import dev.sallyport.policy.Decision;
import dev.sallyport.policy.MatchedStatement;
import dev.sallyport.policy.NearMiss;
import dev.sallyport.policy.PolicySet;
import java.util.List;
import java.util.Map;

/** Policies of a file of policy tests, which may stand in the middle of it. */
public final class TestedPolicies {
    static final TestedPolicies NONE = new TestedPolicies(PolicySet.NONE, Map.of());

    private final PolicySet policies;
    private final Map<String, PolicySource> sources;

    /** @param sources by the ids of the policies */
    TestedPolicies(PolicySet policies, Map<String, PolicySource> sources) {
        this.policies = policies;
        this.sources = Map.copyOf(sources);
    }

    public PolicySet policies() {
        return policies;
    }

    /** The same decision, in which each statement of these policies has the place in its file and not in its policy. */
    public Decision placed(Decision decision) {
        if (decision instanceof Decision.Denied denied) {
            List<NearMiss> misses = denied.nearMisses().stream()
                    .map(miss -> new NearMiss(
                            placed(miss.statement()),
                            miss.effect(),
                            miss.element(),
                            miss.operator(),
                            miss.key(),
                            miss.expected(),
                            miss.actual()))
                    .toList();
            return new Decision.Denied(
                    denied.explicit(), denied.stoppedBy(), placed(denied.by()), misses, denied.missingKeys());
        }
        return decision instanceof Decision.Allowed allowed ? new Decision.Allowed(placed(allowed.by())) : decision;
    }

    private List<MatchedStatement> placed(List<MatchedStatement> statements) {
        return statements.stream().map(this::placed).toList();
    }

    private MatchedStatement placed(MatchedStatement statement) {
        PolicySource source = sources.get(statement.policyId());
        if (source == null) {
            return statement;
        }
        // A statement begins behind the one before it; people look where its own text begins.
        Place start = source.atNext(statement.startLine(), statement.startColumn());
        Place end = source.at(statement.endLine(), statement.endColumn());
        return new MatchedStatement(
                start.file().toString(),
                statement.policyType(),
                statement.sid(),
                start.line(),
                start.column(),
                end.line(),
                end.column());
    }
}
