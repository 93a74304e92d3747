package dev.sallyport.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.gateway.http.SourceBudget.Charge;
import dev.sallyport.gateway.http.SourceBudget.Rate;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SourceBudgetTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Rate PLENTY = new Rate(1_000_000, 1_000_000);

    @Test
    void aBurstIsTakenAndThenTheRateHolds() {
        SourceBudget budget = new SourceBudget(new Rate(10, 3), PLENTY, 100);

        assertThat(taken(budget, "a", 10, NOW)).isEqualTo(3);
        assertThat(taken(budget, "a", 10, NOW.plusMillis(99))).isZero();
        assertThat(taken(budget, "a", 10, NOW.plusMillis(100))).isEqualTo(1);
        assertThat(taken(budget, "a", 10, NOW.plusSeconds(60))).isEqualTo(3);
    }

    @Test
    void aSpentSourceTakesNothingFromTheOthers() {
        SourceBudget budget = new SourceBudget(new Rate(1, 2), new Rate(1, 3), 100);

        assertThat(taken(budget, "flood", 1000, NOW)).isEqualTo(2);
        assertThat(budget.charge(new Source("flood"), NOW)).isEqualTo(Charge.SOURCE_SPENT);
        assertThat(budget.charge(new Source("other"), NOW)).isEqualTo(Charge.TAKEN);
        assertThat(budget.charge(new Source("other"), NOW)).isEqualTo(Charge.GLOBAL_SPENT);
    }

    @Test
    void manySourcesDoNotMakeManyBudgets() {
        SourceBudget budget = new SourceBudget(new Rate(1, 2), PLENTY, 10);
        long taken = 0;
        for (int i = 0; i < 1000; i++) {
            taken += taken(budget, "s" + i, 5, NOW);
        }

        // Ten sources of their own, and one budget that all the others share.
        assertThat(taken).isEqualTo(11 * 2);
    }

    @Test
    void sourcesWhoseBudgetIsFullAgainMakeRoom() {
        SourceBudget budget = new SourceBudget(new Rate(1, 2), PLENTY, 10);
        for (int i = 0; i < 20; i++) {
            taken(budget, "old" + i, 5, NOW);
        }

        assertThat(taken(budget, "new", 5, NOW.plusSeconds(10))).isEqualTo(2);
        assertThat(taken(budget, "newer", 5, NOW.plusSeconds(10))).isEqualTo(2);
    }

    @Test
    void aClockThatWasSetBackDoesNotLockAnybodyOut() {
        SourceBudget budget = new SourceBudget(new Rate(1, 2), PLENTY, 10);
        taken(budget, "a", 5, NOW.plusSeconds(86_400));

        assertThat(taken(budget, "a", 5, NOW)).isEqualTo(2);
    }

    private static long taken(SourceBudget budget, String source, int tries, Instant now) {
        long taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += budget.charge(new Source(source), now) == Charge.TAKEN ? 1 : 0;
        }
        return taken;
    }
}
