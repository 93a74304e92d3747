package dev.sallyport.benchmarks.engine;

import dev.sallyport.benchmarks.workload.Outcome;
import dev.sallyport.benchmarks.workload.Question;

/**
 * One way to decide requests. Policies are compiled when it is made; none keeps decisions.
 *
 * @param <R> a request in the form in which the engine takes it
 */
public interface Engine<R> {
    /** What a caller of this engine would have at hand before it asks; not timed. */
    R prepare(Question question);

    /** One decision, timed. */
    Outcome decide(R request);

    /** Whether it tells an explicit from an implicit deny; otherwise it answers each denial as implicit. */
    default boolean tellsDenialsApart() {
        return true;
    }
}
