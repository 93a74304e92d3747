package dev.sallyport.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.benchmarks.engine.Engine;
import dev.sallyport.benchmarks.engine.Engines;
import dev.sallyport.benchmarks.workload.Outcome;
import dev.sallyport.benchmarks.workload.Question;
import dev.sallyport.benchmarks.workload.Rule;
import dev.sallyport.benchmarks.workload.Workload;
import dev.sallyport.benchmarks.workload.WorkloadGenerator;
import dev.sallyport.benchmarks.workload.WorstCases;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadTest {
    private static final Workload LARGE = new WorkloadGenerator(1).onePrincipal("large", 1_000);

    @Test
    void sharesOfStatementsAreAsDocumented() {
        List<Rule> rules = LARGE.roles().get(0).rules();

        assertThat(rules).hasSize(1_000);
        assertThat(share(rules, rule -> !rule.allow())).isEqualTo(12);
        assertThat(share(rules, rule -> rule.actions().equals(List.of("*")))).isEqualTo(3);
        assertThat(share(rules, rule -> rule.actions().get(0).endsWith(":*"))).isEqualTo(12);
        assertThat(share(rules, rule -> rule.actions().get(0).matches("[a-z0-9]+:[A-Z][a-z]+\\*")))
                .isEqualTo(30);
        assertThat(rules).allSatisfy(rule -> {
            assertThat(rule.resources()).hasSizeBetween(1, 2);
            assertThat(rule.conditions()).hasSize(2);
            assertThat(rule.conditions().get(0).operator()).isEqualTo("IpAddress");
        });
        assertThat(LARGE.roles().get(0).policies().get(0)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 1_000})
    void setsHoldWhatTheirNamesSay(int statements) {
        Workload workload = new WorkloadGenerator(2).onePrincipal("some", statements);

        assertHot(workload, "allow", Outcome.ALLOW);
        assertHot(workload, "implicit", Outcome.IMPLICIT_DENY);
        assertHot(workload, "explicit", Outcome.EXPLICIT_DENY);
        assertThat(new HashSet<>(workload.set("distinct"))).hasSize(20_000);
        assertThat(workload.set("distinct").stream().map(Question::expected)).contains(Outcome.values());
    }

    @Test
    void theSameSeedGivesTheSameWorkload() {
        Workload workload = new WorkloadGenerator(1).onePrincipal("some", 30);

        assertThat(new WorkloadGenerator(1).onePrincipal("some", 30)).isEqualTo(workload);
        assertThat(new WorkloadGenerator(2).onePrincipal("some", 30)).isNotEqualTo(workload);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 1_000})
    void theEngineAgreesWithThePlainEvaluator(int statements) {
        Workload workload = new WorkloadGenerator(3).onePrincipal("some", statements);

        assertAgrees(Engines.of(Engines.SUBJECT, workload), workload);
    }

    @Test
    void theEngineAgreesInAStore() {
        Workload workload = new WorkloadGenerator(4).store("store", 20, 30);

        assertAgrees(Engines.of(Engines.SUBJECT, workload), workload);
    }

    @Test
    void theEngineAgreesOnTheWorstCases() {
        for (Workload workload : WorstCases.all()) {
            assertThat(workload.set("worst"))
                    .hasSize(48)
                    .allMatch(question -> question.expected() == Outcome.IMPLICIT_DENY);
            assertAgrees(Engines.of(Engines.SUBJECT, workload), workload);
        }
    }

    private static void assertHot(Workload workload, String set, Outcome outcome) {
        assertThat(workload.set(set)).allMatch(question -> question.expected() == outcome);
        assertThat(new HashSet<>(workload.set(set))).hasSize(48);
    }

    private static <R> void assertAgrees(Engine<R> engine, Workload workload) {
        assertThat(workload.sets().values().stream()
                        .flatMap(List::stream)
                        .filter(question -> engine.decide(engine.prepare(question)) != question.expected()))
                .isEmpty();
    }

    private static double share(List<Rule> rules, Predicate<Rule> which) {
        return 100.0 * rules.stream().filter(which).count() / rules.size();
    }
}
