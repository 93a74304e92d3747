package dev.sallyport.gateway.cli.policy;

import dev.sallyport.policy.cases.CaseResult;

/** How many cases came to what. Cases that do not bind are told apart and gate nothing. */
public final class CaseCounts {
    private int passed;
    private int failed;
    private int skipped;
    private int agree;
    private int differ;

    public void count(CaseResult result) {
        if (result.outcome() == CaseResult.Outcome.PENDING) {
            skipped++;
        } else if (result.policyCase().isBinding()) {
            count(result.outcome() == CaseResult.Outcome.PASSED);
        } else {
            skipped++;
            agree += result.outcome() == CaseResult.Outcome.PASSED ? 1 : 0;
            differ += result.outcome() == CaseResult.Outcome.PASSED ? 0 : 1;
        }
    }

    public void count(boolean ok) {
        passed += ok ? 1 : 0;
        failed += ok ? 0 : 1;
    }

    public void add(CaseCounts other) {
        passed += other.passed;
        failed += other.failed;
        skipped += other.skipped;
        agree += other.agree;
        differ += other.differ;
    }

    public boolean anyFailed() {
        return failed > 0;
    }

    /** {@code passed N, failed N, skipped N}. */
    @Override
    public String toString() {
        return "passed " + passed + ", failed " + failed + ", skipped " + skipped;
    }

    /** With what does not bind, for the line of one file. */
    public String ofFile() {
        String others = agree + differ == 0 ? "" : "; not binding: agree " + agree + ", differ " + differ;
        return this + ", total " + (passed + failed + skipped) + others;
    }
}
