package dev.sallyport.benchmarks.engine;

import dev.sallyport.benchmarks.workload.Oracle;
import dev.sallyport.benchmarks.workload.Outcome;
import dev.sallyport.benchmarks.workload.Question;
import dev.sallyport.benchmarks.workload.Workload;

/** A linear scan in plain Java: what the index has to be better than. */
public final class NaiveEngine implements Engine<Question> {
    private final Oracle oracle;

    public NaiveEngine(Workload workload) {
        this.oracle = new Oracle(workload.roles());
    }

    @Override
    public Question prepare(Question question) {
        return question;
    }

    @Override
    public Outcome decide(Question request) {
        return oracle.decide(request);
    }
}
