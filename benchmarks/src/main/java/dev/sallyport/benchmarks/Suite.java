package dev.sallyport.benchmarks;

import dev.sallyport.benchmarks.engine.Engine;
import dev.sallyport.benchmarks.engine.Engines;
import dev.sallyport.benchmarks.workload.Question;
import dev.sallyport.benchmarks.workload.Workload;
import dev.sallyport.benchmarks.workload.WorkloadGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.openjdk.jmh.runner.RunnerException;

/** The whole run: workloads, the check that all engines agree, the rounds, the tables. */
public final class Suite {
    /** The P1 size: one role with ten policies of three statements. */
    static final int USUAL = 30;

    private static final long SEED = 20_260_101;
    private static final List<Integer> SIZES = List.of(10, USUAL, 100, 1_000, 10_000);
    private static final List<Integer> QUICK_SIZES = List.of(USUAL, 10_000);
    private static final List<String> SETS = List.of("allow", "implicit", "explicit", "distinct");
    private static final List<String> QUICK_SETS = List.of("allow", "distinct");

    private final Options options;
    private final Path directory;
    private final Pace pace;
    private final Forks forks;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Workload> workloads = new LinkedHashMap<>();

    private Suite(Options options, Path directory) {
        this.options = options;
        this.directory = directory;
        Pace usual = options.quick() ? Pace.QUICK : Pace.FULL;
        this.pace = options.rounds().map(usual::withRounds).orElse(usual);
        this.forks = new Forks(pace);
    }

    /** The folder of the checkout is the system property {@code sallyport.root}. */
    public static void main(String... arguments) throws IOException, RunnerException {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        Path root = Path.of(System.getProperty("sallyport.root", "."));
        new Suite(options, root.resolve("benchmarks/target")).run(root, String.join(" ", arguments));
    }

    private void run(Path root, String arguments) throws IOException, RunnerException {
        Files.createDirectories(directory);
        for (int size : sizes()) {
            add(new WorkloadGenerator(SEED + size).onePrincipal(ofSize(size), size));
        }
        List<String> engines = engines();
        List<Cell> cells = cells(agreeing(engines));
        Results results = measure(cells);
        String tables = new Report(results, sizes(), cells, notes, Machine.describe(arguments, pace)).markdown();
        System.out.println(tables);
        Optional<Path> output = options.output();
        if (output.isEmpty() && !options.quick()) {
            output = Optional.of(root.resolve("docs/performance.md"));
        }
        if (output.isPresent()) {
            Markers.write(output.get(), tables);
            say("written to " + output.get());
        }
    }

    static String ofSize(int statements) {
        return "n-" + statements;
    }

    private void add(Workload workload) {
        say("workload " + workload.name());
        workloads.put(workload.name(), workload);
        workload.write(file(workload.name()));
    }

    private Path file(String workload) {
        return directory.resolve("workload-" + workload + ".json");
    }

    private List<Integer> sizes() {
        if (!options.sizes().isEmpty()) {
            return options.sizes();
        }
        return options.quick() ? QUICK_SIZES : SIZES;
    }

    private List<String> engines() {
        List<String> all = new ArrayList<>();
        all.add(Engines.NAIVE);
        all.addAll(Engines.peers());
        if (!options.engines().isEmpty()) {
            all.retainAll(options.engines());
        }
        all.add(0, Engines.SUBJECT);
        return all;
    }

    /** Those that answer every request of every workload as expected; the others are named with what they got wrong. */
    private List<String> agreeing(List<String> engines) {
        List<String> agreeing = new ArrayList<>();
        for (String name : engines) {
            say("checking " + name);
            Optional<String> disagreement = workloads.values().stream()
                    .map(workload -> disagreement(Engines.of(name, workload), workload))
                    .flatMap(Optional::stream)
                    .findFirst();
            if (disagreement.isPresent()) {
                note(name + " is left out, since it disagrees: " + disagreement.get());
            } else {
                agreeing.add(name);
            }
        }
        return agreeing;
    }

    private static <R> Optional<String> disagreement(Engine<R> engine, Workload workload) {
        for (Map.Entry<String, List<Question>> set : workload.sets().entrySet()) {
            for (Question question : set.getValue()) {
                var got = engine.decide(engine.prepare(question));
                boolean same = engine.tellsDenialsApart()
                        ? got == question.expected()
                        : got.isAllow() == question.expected().isAllow();
                if (!same) {
                    return Optional.of(workload.name() + ", " + set.getKey() + ": " + got + " to " + question);
                }
            }
        }
        return Optional.empty();
    }

    private List<Cell> cells(List<String> engines) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Report.FLOOR);
        for (int size : sizes()) {
            for (String engine : engines) {
                for (String set : options.quick() ? QUICK_SETS : SETS) {
                    Cell cell = new Cell(engine, ofSize(size), set);
                    cells.add(cell);
                    // The control where goals are measured.
                    boolean control = (size == USUAL && set.equals("allow")) || set.equals("distinct");
                    if (engine.equals(Engines.SUBJECT) && control) {
                        cells.add(cell.by(Engines.SUBJECT_AGAIN));
                    }
                }
            }
        }
        return cells;
    }

    /** Every cell once a round, in another order each time, so that whatever the machine does meets all alike. */
    private Results measure(List<Cell> cells) throws RunnerException {
        Results results = new Results();
        Random order = new Random(SEED);
        for (int round = 0; round < pace.rounds(); round++) {
            List<Cell> shuffled = new ArrayList<>(cells);
            Collections.shuffle(shuffled, order);
            int done = 0;
            for (Cell cell : shuffled) {
                Measurement measurement = cell.equals(Report.FLOOR)
                        ? forks.signatureFloor()
                        : forks.decide(cell, file(cell.workload()).toString(), 100 * round / pace.rounds());
                results.add(cell, measurement);
                say("round " + (round + 1) + ", " + ++done + " of " + cells.size() + ": " + cell + ": "
                        + Spread.number(measurement.cpu() / 1_000) + " µs CPU");
            }
        }
        return results;
    }

    private void note(String note) {
        say(note);
        notes.add(note);
    }

    private static void say(String text) {
        System.err.println("benchmarks: " + text);
    }
}
