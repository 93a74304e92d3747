package dev.sallyport.benchmarks;

import dev.sallyport.benchmarks.engine.Engine;
import dev.sallyport.benchmarks.workload.Outcome;
import dev.sallyport.benchmarks.workload.Question;
import dev.sallyport.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether one engine answers the requests of one workload as the oracle does. */
final class Agreement {
    /** Neighbours in a set may be alike; a step without a common factor with its size spreads what is asked. */
    private static final int STEP = 7_919;

    private int asked;
    private int skipped;
    private Optional<String> fault = Optional.empty();

    /** @param budget when it is spent, what is left is not asked */
    <R> void check(Engine<R> engine, Workload workload, Duration budget) {
        long end = System.nanoTime() + budget.toNanos();
        for (String name : workload.sets().keySet()) {
            List<Question> set = workload.set(name);
            for (int i = 0; i < set.size(); i++) {
                if (holds() && System.nanoTime() < end) {
                    Question question = inOrder(set, i);
                    answered(question, engine.decide(engine.prepare(question)), engine.tellsDenialsApart());
                } else {
                    skipped();
                }
            }
        }
    }

    /** The request to ask after {@code i} others of its set. */
    static Question inOrder(List<Question> set, int i) {
        return set.get((int) ((long) i * STEP % set.size()));
    }

    /** Notes a request that there was no time for. */
    void skipped() {
        skipped++;
    }

    /** Notes one answer. */
    void answered(Question question, Outcome got, boolean tellsDenialsApart) {
        asked++;
        boolean same = tellsDenialsApart
                ? got == question.expected()
                : got.isAllow() == question.expected().isAllow();
        if (!same && holds()) {
            fault = Optional.of("it answered " + got + " to " + question);
        }
    }

    /** Notes that the engine did not get through. */
    void failed(Exception reason) {
        fault = Optional.of(String.valueOf(reason.getMessage()));
    }

    boolean holds() {
        return fault.isEmpty();
    }

    int asked() {
        return asked;
    }

    int all() {
        return asked + skipped;
    }

    @Override
    public String toString() {
        return fault.orElse("agrees");
    }
}
