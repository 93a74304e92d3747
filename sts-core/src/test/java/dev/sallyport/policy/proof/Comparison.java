package dev.sallyport.policy.proof;

import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.Decision;
import dev.sallyport.policy.PolicyEvaluator;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.naive.NaiveEvaluator;
import dev.sallyport.policy.naive.NaivePolicies;
import dev.sallyport.policy.naive.NaiveVerdict;
import dev.sallyport.policy.naive.NaiveVerdict.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The engine and the naive evaluator, asked the same. */
final class Comparison {
    /** Requests to each world: making the policies costs more than asking. */
    static final int REQUESTS_PER_WORLD = 25;

    /** The requests of an ordinary run, and how many of a longer one are measured. */
    static final long MEASURED = 100_000;

    private final long seed;
    private final PairCoverage coverage = new PairCoverage();
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);

    Comparison(long seed) {
        this.seed = seed;
    }

    /** @param asked how many requests were asked until this one, it included */
    private record Disagreement(long number, long asked, World world, AuthorizationRequest request) {}

    /**
     * Asks {@code count} requests, beginning with the world of number {@code from}.
     *
     * @return what to read about the first disagreement; empty when there is none
     */
    Optional<String> run(long from, long count) {
        return search(from, count, MEASURED).map(this::report);
    }

    /** How many requests it takes to find a disagreement; -1 when {@code limit} of them are not enough. */
    static long find(long seed, long limit) {
        return new Comparison(seed).search(0, limit, 0).map(Disagreement::asked).orElse(-1L);
    }

    private Optional<Disagreement> search(long from, long count, long measured) {
        long asked = 0;
        for (long number = from; asked < count; number++) {
            Dice dice = dice(number);
            World world = Generator.world(dice);
            PolicySet engine = world.policySet();
            NaivePolicies naive = world.naive();
            if (asked < measured) {
                coverage.enter(world);
            }
            for (int i = 0; i < REQUESTS_PER_WORLD && asked < count; i++) {
                AuthorizationRequest request = Generator.request(world, dice);
                if (asked < measured) {
                    coverage.asked(request);
                }
                asked++;
                NaiveVerdict verdict = NaiveEvaluator.decide(naive, request);
                outcomes.merge(verdict.outcome(), 1L, Long::sum);
                if (disagreement(engine, verdict, request).isPresent()) {
                    return Optional.of(new Disagreement(number, asked, world, request));
                }
            }
        }
        return Optional.empty();
    }

    /** Each world has its own seed, so that one can be had without those before it. */
    private Dice dice(long number) {
        return new Dice(seed * 0x9E3779B97F4A7C15L + number);
    }

    PairCoverage coverage() {
        return coverage;
    }

    Map<Outcome, Long> outcomes() {
        return outcomes;
    }

    /** How the engine's answers differ from {@code verdict}; empty when they do not. */
    static Optional<String> disagreement(PolicySet policies, NaiveVerdict verdict, AuthorizationRequest request) {
        Decision evaluated = PolicyEvaluator.evaluate(policies, request);
        if (!agrees(evaluated, verdict)) {
            return Optional.of("evaluate says " + name(evaluated) + ", the naive evaluator " + verdict);
        }
        Decision explained = PolicyEvaluator.explain(policies, request);
        return name(evaluated).equals(name(explained))
                ? Optional.empty()
                : Optional.of("evaluate says " + name(evaluated) + ", explain " + name(explained));
    }

    static Optional<String> disagreement(World world, AuthorizationRequest request) {
        return disagreement(world.policySet(), NaiveEvaluator.decide(world.naive(), request), request);
    }

    private static boolean agrees(Decision decision, NaiveVerdict verdict) {
        if (!(decision instanceof Decision.Denied denied)) {
            return verdict.outcome() == Outcome.ALLOWED;
        }
        return verdict.outcome() == (denied.explicit() ? Outcome.EXPLICIT_DENY : Outcome.IMPLICIT_DENY)
                && verdict.stoppedBy().contains(denied.stoppedBy());
    }

    /** The verdict in words, with the type of policy that stopped it. */
    static String name(Decision decision) {
        return decision instanceof Decision.Denied denied
                ? (denied.explicit() ? "explicit deny by " : "implicit deny by ") + denied.stoppedBy()
                : "allowed";
    }

    private String report(Disagreement found) {
        Shrinker.Case small = Shrinker.shrink(
                new Shrinker.Case(found.world, found.request),
                it -> disagreement(it.world(), it.request()).isPresent());
        return "request " + found.asked + ": "
                + disagreement(small.world(), small.request()).orElseThrow()
                + "\n  replay with -Dsallyport.seed=" + seed + " -Dsallyport.from=" + found.number
                + " -Dsallyport.requests=" + REQUESTS_PER_WORLD + "\n  what is left of it while they disagree:\n"
                + small;
    }
}
