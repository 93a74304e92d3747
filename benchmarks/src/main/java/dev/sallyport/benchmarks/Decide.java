package dev.sallyport.benchmarks;

import dev.sallyport.benchmarks.engine.Engine;
import dev.sallyport.benchmarks.engine.Engines;
import dev.sallyport.benchmarks.workload.Outcome;
import dev.sallyport.benchmarks.workload.Question;
import dev.sallyport.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decision, the requests of a set in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Decide {
    /** A name that {@link Engines} knows. */
    @Param("sallyport")
    public String engine = "";

    /** The file of a {@link Workload}. */
    @Param("")
    public String workload = "";

    /** Which of its requests. */
    @Param("distinct")
    public String set = "";

    /** Where in the set to begin, in percent: slow engines get through a part of it only, and not always the same. */
    @Param("0")
    public int start;

    private @Nullable Asking<?> asking;

    /** An engine with its requests, so that both have one type. */
    private static final class Asking<R> {
        private final Engine<R> engine;
        private final Object[] requests;
        private int next;

        Asking(Engine<R> engine, List<Question> questions, int start) {
            this.engine = engine;
            this.requests = questions.stream().map(engine::prepare).toArray();
            this.next = requests.length * start / 100;
        }

        @SuppressWarnings("unchecked") // Only what this engine prepared.
        Outcome decide() {
            int current = next;
            next = current + 1 == requests.length ? 0 : current + 1;
            return engine.decide((R) requests[current]);
        }
    }

    @Setup
    public void prepare() {
        Workload read = Workload.read(Path.of(workload));
        asking = new Asking<>(Engines.of(engine, read), read.set(set), start);
    }

    @Benchmark
    public Outcome decision() {
        return Objects.requireNonNull(asking).decide();
    }
}
