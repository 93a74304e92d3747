package dev.sallyport.benchmarks;

import dev.sallyport.benchmarks.engine.Engines;
import dev.sallyport.benchmarks.flood.FloodSuite;
import dev.sallyport.benchmarks.measure.Cell;
import dev.sallyport.benchmarks.measure.Forks;
import dev.sallyport.benchmarks.measure.Measurement;
import dev.sallyport.benchmarks.measure.Pace;
import dev.sallyport.benchmarks.measure.Results;
import dev.sallyport.benchmarks.measure.Spread;
import dev.sallyport.benchmarks.sts.StsSuite;
import dev.sallyport.benchmarks.sts.TokenSuite;
import dev.sallyport.benchmarks.workload.CedarText;
import dev.sallyport.benchmarks.workload.Workload;
import dev.sallyport.benchmarks.workload.WorkloadGenerator;
import dev.sallyport.benchmarks.workload.WorstCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.openjdk.jmh.runner.RunnerException;

/** The whole run: workloads, the check that all engines agree, the rounds, the tables. */
public final class Suite {
    /** The P1 size: one role with ten policies of three statements. */
    static final int USUAL = 30;

    static final long SEED = 20_260_101;
    private static final List<Integer> SIZES = List.of(10, USUAL, 100, 1_000, 10_000);
    private static final List<Integer> STORES = List.of(100, 1_000);
    private static final List<Integer> QUICK_SIZES = List.of(USUAL, 10_000);
    private static final List<String> QUICK_SETS = List.of("allow", "distinct", "worst");

    /** For one engine and workload; the slow ones would take an hour for all of it. */
    private static final Duration FULL_CHECK = Duration.ofSeconds(2);

    private static final Duration QUICK_CHECK = Duration.ofMillis(300);

    private final Options options;
    private final Path benchmarks;
    private final Pace pace;
    private final Forks forks;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, NativePeer> nativePeers = new HashMap<>();
    private final Map<String, Workload> workloads = new LinkedHashMap<>();

    private Suite(Options options, Path benchmarks) {
        this.options = options;
        this.benchmarks = benchmarks;
        Pace usual = options.quick() ? Pace.QUICK : Pace.FULL;
        this.pace = options.rounds().map(usual::withRounds).orElse(usual);
        this.forks = new Forks(pace);
    }

    /** The folder of the checkout is the system property {@code sallyport.root}. */
    public static void main(String... arguments) throws IOException {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        Path root = Path.of(System.getProperty("sallyport.root", "."));
        try (MeasuringLock lock = MeasuringLock.take()) {
            say("measuring alone, by " + lock);
            new Suite(options, root.resolve("benchmarks").toAbsolutePath()).run(root, String.join(" ", arguments));
        } catch (MeasuringLock.TakenException taken) {
            System.err.println(taken.getMessage());
            System.exit(3);
        }
    }

    private void run(Path root, String arguments) throws IOException {
        Files.createDirectories(benchmarks.resolve("target"));
        Probes probes = new Probes(benchmarks, options.collector());
        for (Options.Part part : options.parts()) {
            List<String> head = Machine.describe(arguments);
            String tables = switch (part) {
                case DECIDE -> decide(head);
                case COMPILE -> probes.compile(head, pace.rounds());
                case LARGE -> probes.large(head);
                case FLOOD ->
                    new FloodSuite(root.toAbsolutePath(), options.quick(), options.rounds(), Suite::say).run(head);
                case TOKENS -> new TokenSuite(TokenSuite.paced(pace), Suite::say).run(head, SEED);
                case STS -> sts(root, head);
            };
            System.out.println(tables);
            Optional<Path> page = options.output();
            if (page.isEmpty() && !options.quick()) {
                page = Optional.of(root.resolve("docs/performance.md"));
            }
            if (page.isPresent()) {
                Markers.write(page.get(), part.section(), tables);
                say("written to " + page.get());
            }
        }
    }

    private String sts(Path root, List<String> head) throws IOException {
        try (StsSuite suite =
                new StsSuite(root, options.quick(), options.rounds(), this::isWanted, Instant.now(), Suite::say)) {
            return suite.run(head, SEED);
        }
    }

    private String decide(List<String> environment) throws IOException {
        for (int size : sizes()) {
            add(new WorkloadGenerator(SEED + size).onePrincipal(ofSize(size), size));
        }
        if (options.sizes().isEmpty()) {
            if (!options.quick()) {
                for (int roles : STORES) {
                    add(new WorkloadGenerator(SEED - roles).store("store-" + roles, roles, USUAL));
                }
            }
            WorstCases.all().forEach(this::add);
        }
        List<Cell> cells = cells(agreeing());
        Results results = measure(cells);
        List<String> head = new ArrayList<>(environment);
        head.add("each cell " + pace + ", with " + String.join(" ", Forks.JVM_ARGUMENTS));
        head.addAll(notes);
        return new Report(results, sizes(), cells, head).markdown();
    }

    static String ofSize(int statements) {
        return "n-" + statements;
    }

    private void add(Workload workload) {
        say("workload " + workload.name());
        workloads.put(workload.name(), workload);
        workload.write(file(workload.name()));
        CedarText.write(workload, cedarBeside(file(workload.name())));
    }

    /** The same policies in Cedar's language, for those who read only that. */
    static Path cedarBeside(Path workload) {
        return workload.resolveSibling(workload.getFileName() + ".cedar.json");
    }

    private Path file(String workload) {
        return benchmarks.resolve("target/workload-" + workload + ".json");
    }

    private List<Integer> sizes() {
        if (!options.sizes().isEmpty()) {
            return options.sizes();
        }
        return options.quick() ? QUICK_SIZES : SIZES;
    }

    private List<String> inThisJvm() {
        List<String> all = new ArrayList<>();
        all.add(Engines.NAIVE);
        all.addAll(Engines.peers());
        all.removeIf(name -> !isWanted(name));
        all.add(0, Engines.SUBJECT);
        return all;
    }

    private boolean isWanted(String engine) {
        return options.engines().isEmpty() || options.engines().contains(engine);
    }

    /** For each workload the names of those that answer its requests as expected; what the others do becomes a note. */
    private Map<String, List<String>> agreeing() throws IOException {
        Duration budget = options.quick() ? QUICK_CHECK : FULL_CHECK;
        Map<String, List<String>> agreeing = new HashMap<>();
        for (String name : inThisJvm()) {
            agree(
                    name,
                    agreeing,
                    (workload, agreement) -> agreement.check(Engines.of(name, workload), workload, budget));
        }
        for (NativePeer peer : NativePeer.all(benchmarks)) {
            if (isWanted(peer.name())) {
                say("building " + peer.name() + "; the first time this takes minutes");
                Optional<String> missing = peer.build();
                if (missing.isPresent()) {
                    note(missing.get());
                } else {
                    nativePeers.put(peer.name(), peer);
                    agree(
                            peer.name(),
                            agreeing,
                            (workload, agreement) -> peer.check(workload, file(workload.name()), budget, agreement));
                }
            }
        }
        return agreeing;
    }

    private interface Check {
        void of(Workload workload, Agreement agreement) throws IOException;
    }

    private void agree(String engine, Map<String, List<String>> agreeing, Check check) {
        say("checking " + engine);
        int asked = 0;
        int all = 0;
        for (Workload workload : workloads.values()) {
            Agreement agreement = new Agreement();
            try {
                check.of(workload, agreement);
            } catch (IOException | RuntimeException refused) {
                agreement.failed(refused);
            }
            if (agreement.holds()) {
                agreeing.computeIfAbsent(workload.name(), name -> new ArrayList<>())
                        .add(engine);
                asked += agreement.asked();
                all += agreement.all();
            } else {
                note(engine + " is left out of " + workload.name() + ": " + agreement);
            }
        }
        note(String.format(Locale.ROOT, "%s agrees on all of %,d requests it was asked, of %,d", engine, asked, all));
    }

    private List<Cell> cells(Map<String, List<String>> engines) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Report.FLOOR);
        for (Workload workload : workloads.values()) {
            for (String engine : engines.getOrDefault(workload.name(), List.of())) {
                for (String set : workload.sets().keySet()) {
                    if (isMeasured(engine, workload, set)) {
                        cells.add(new Cell(engine, workload.name(), set));
                    }
                }
            }
        }
        for (Cell cell : List.copyOf(cells)) {
            // The control stands where goals do.
            boolean goal = cell.workload().equals(ofSize(USUAL)) ? cell.set().equals("allow") : isLargest(cell);
            if (cell.engine().equals(Engines.SUBJECT) && goal) {
                cells.add(cell.by(Engines.SUBJECT_AGAIN));
            }
            if (cell.engine().equals(Engines.SUBJECT) && cell.workload().equals(ofSize(USUAL))) {
                cells.add(cell.by(Engines.EXPLAINING));
            }
        }
        return cells;
    }

    private boolean isLargest(Cell cell) {
        return cell.workload().equals(ofSize(sizes().get(sizes().size() - 1)))
                && cell.set().equals("distinct");
    }

    /** Where no goal is, fewer engines and outcomes will do: a full run should end within a quarter of an hour. */
    private boolean isMeasured(String engine, Workload workload, String set) {
        if (options.quick() && !QUICK_SETS.contains(set)) {
            return false;
        }
        boolean plain = engine.equals(Engines.SUBJECT) || engine.equals(Engines.NAIVE);
        if (workload.name().equals(ofSize(USUAL))) {
            return true;
        }
        if (workload.name().equals(ofSize(100)) || workload.name().equals(ofSize(1_000))) {
            return QUICK_SETS.contains(set) && (plain || workload.name().equals(ofSize(1_000)));
        }
        return plain
                || (QUICK_SETS.contains(set)
                        && !(set.equals("worst") && Engines.peers().contains(engine)));
    }

    /** Every cell once a round, in another order each time, so that whatever the machine does meets all alike. */
    private Results measure(List<Cell> cells) {
        Results results = new Results();
        Random order = new Random(SEED);
        for (int round = 0; round < pace.rounds(); round++) {
            List<Cell> shuffled = new ArrayList<>(cells);
            Collections.shuffle(shuffled, order);
            int done = 0;
            for (Cell cell : shuffled) {
                String progress =
                        "round " + (round + 1) + ", " + ++done + " of " + shuffled.size() + ": " + cell + ": ";
                try {
                    Measurement measurement = measure(cell, 100 * round / pace.rounds());
                    results.add(cell, measurement);
                    say(progress + Spread.number(measurement.cpu() / 1_000) + " µs CPU");
                } catch (IOException | RunnerException failed) {
                    cells.remove(cell);
                    results.drop(cell);
                    note(cell + " is left out, since it could not be measured: " + failed.getMessage());
                }
            }
        }
        return results;
    }

    private Measurement measure(Cell cell, int startPercent) throws IOException, RunnerException {
        if (cell.equals(Report.FLOOR)) {
            return forks.of(SignatureFloor.class, Map.of());
        }
        Path file = file(cell.workload());
        NativePeer peer = nativePeers.get(cell.engine());
        return peer == null
                ? forks.of(
                        Decide.class,
                        Map.of(
                                "engine", cell.engine(),
                                "workload", file.toString(),
                                "set", cell.set(),
                                "start", Integer.toString(startPercent)))
                : peer.decide(cell, file, startPercent, pace);
    }

    private void note(String note) {
        say(note);
        notes.add(note);
    }

    static void say(String text) {
        System.err.println("benchmarks: " + text);
    }
}
