package dev.sallyport.policy.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.policy.naive.NaiveVerdict.Outcome;
import dev.sallyport.policy.proof.PairCoverage.Pair;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The engine agrees with the naive evaluator on whole requests. {@code -Dsallyport.requests}, {@code -Dsallyport.seed} and
 * {@code -Dsallyport.from} (the number of the first world) ask more, or others.
 */
class WholeRequestsTest {
    private static final long REQUESTS = Long.getLong("sallyport.requests", Comparison.MEASURED);
    private static final long SEED = Long.getLong("sallyport.seed", 1);
    private static final long FROM = Long.getLong("sallyport.from", 0);

    private static final Comparison COMPARISON = new Comparison(SEED);
    private static Optional<String> disagreement = Optional.empty();

    @BeforeAll
    static void compare() {
        disagreement = COMPARISON.run(FROM, REQUESTS);
        System.out.printf("%,d whole requests, seed %d: %s%n", REQUESTS, SEED, COMPARISON.outcomes());
    }

    @Test
    void engineAndNaiveEvaluatorAgree() {
        assertThat(disagreement).isEmpty();
    }

    @Test
    void everyOutcomeIsAtLeastOneInTen() {
        assumeMeasured();
        for (Outcome outcome : Outcome.values()) {
            assertThat(COMPARISON.outcomes().get(outcome)).as(outcome.name()).isGreaterThan(REQUESTS / 10);
        }
    }

    @Test
    void everyPairOfFeaturesMeetsUnlessItCannot() {
        assumeMeasured();
        List<Pair> unexplained = COMPARISON.coverage().missing().stream()
                .filter(pair -> Infeasible.ALL.stream().noneMatch(rule -> rule.covers(pair)))
                .toList();
        assertThat(unexplained).isEmpty();
        System.out.printf(
                "%d features, %d pairs met, %d cannot meet%n",
                COMPARISON.coverage().features().size(),
                COMPARISON.coverage().met().size(),
                COMPARISON.coverage().missing().size());
    }

    @Test
    void noPairThatIsSaidToBeInfeasibleMeets() {
        assumeMeasured();
        for (Infeasible rule : Infeasible.ALL) {
            assertThat(COMPARISON.coverage().met()).as(rule.toString()).noneMatch(rule::covers);
            assertThat(COMPARISON.coverage().missing()).as(rule.toString()).anyMatch(rule::covers);
        }
    }

    /** Shares and pairs are about the first requests of a run that is at least that long and agrees. */
    private static void assumeMeasured() {
        assumeTrue(REQUESTS >= Comparison.MEASURED && disagreement.isEmpty());
    }
}
