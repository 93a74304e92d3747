package dev.sallyport.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures a cell in a JVM of its own, once: what repeats it are the rounds, so that all cells have their turn in each. */
public final class Forks {
    /** The same for every engine. One collector thread, as there is one deciding thread. */
    public static final List<String> JVM_ARGUMENTS = List.of("-Xms2g", "-Xmx2g", "-XX:+UseSerialGC");

    private final Pace pace;

    public Forks(Pace pace) {
        this.pace = pace;
    }

    /**
     * Measures the one method of a JMH class.
     *
     * @param parameters the values of its parameters
     */
    public Measurement of(Class<?> benchmark, Map<String, String> parameters) throws RunnerException {
        ChainedOptionsBuilder options = options(benchmark);
        parameters.forEach(options::param);
        return run(options);
    }

    private ChainedOptionsBuilder options(Class<?> benchmark) {
        return new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
                .forks(1)
                .warmupIterations(pace.warmups())
                .warmupTime(TimeValue.milliseconds(pace.warmupMillis()))
                .measurementIterations(pace.samples())
                .measurementTime(TimeValue.milliseconds(pace.sampleMillis()))
                .jvmArgs(JVM_ARGUMENTS.toArray(new String[0]))
                .addProfiler(CpuTimeProfiler.class)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private static Measurement run(ChainedOptionsBuilder options) throws RunnerException {
        RunResult result = new Runner(options.build()).runSingle();
        List<IterationResult> samples = new ArrayList<>();
        result.getBenchmarkResults().forEach(fork -> samples.addAll(fork.getIterationResults()));
        return new Measurement(
                median(samples, sample -> secondary(sample, CpuTimeProfiler.LABEL)),
                median(samples, sample -> sample.getPrimaryResult().getScore()),
                median(samples, sample -> secondary(sample, "gc.alloc.rate.norm")));
    }

    private static double secondary(IterationResult sample, String label) {
        return Objects.requireNonNull(sample.getSecondaryResults().get(label), label)
                .getScore();
    }

    private static double median(List<IterationResult> samples, ToDoubleFunction<IterationResult> value) {
        return Spread.median(samples.stream().map(value::applyAsDouble).toList());
    }
}
