package dev.sallyport.benchmarks;

import dev.sallyport.benchmarks.engine.Engines;
import dev.sallyport.benchmarks.measure.Cell;
import dev.sallyport.benchmarks.measure.Control;
import dev.sallyport.benchmarks.measure.Goal;
import dev.sallyport.benchmarks.measure.MarkdownText;
import dev.sallyport.benchmarks.measure.Results;
import dev.sallyport.benchmarks.measure.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The tables of a run as Markdown. */
final class Report {
    /** The signature arithmetic, measured as an engine about no policy. */
    static final Cell FLOOR = new Cell("signature arithmetic", "", "");

    /** The signature arithmetic in µs where the goals in µs were set. */
    private static final double USUAL_FLOOR = 1.0;

    private final Results results;
    private final List<Integer> sizes;
    private final List<Cell> cells;
    private final List<String> head;
    private final MarkdownText text = new MarkdownText();

    Report(Results results, List<Integer> sizes, List<Cell> cells, List<String> head) {
        this.results = results;
        this.sizes = sizes;
        this.cells = cells;
        this.head = head;
    }

    String markdown() {
        text.list(head);
        text.heading("Goals");
        text.goals(goals());
        control();
        text.heading("Signature arithmetic");
        text.line("CPU " + cell(results.cpuMicros(FLOOR)) + " µs: SHA-256 of 1,034 characters and HMAC of 150.");
        listing("P1: 30 statements", cell -> cell.workload().equals(Suite.ofSize(Suite.USUAL)));
        scale();
        listing("P3: many roles of 30 statements each", cell -> cell.workload().startsWith("store-"));
        listing("P4: worst cases", cell -> cell.workload().startsWith("worst-"));
        return text.toString();
    }

    /** The goals about decisions; µs count against the signature arithmetic of this run. */
    private List<Goal> goals() {
        Cell allow = new Cell(Engines.SUBJECT, Suite.ofSize(Suite.USUAL), "allow");
        Cell distinct = new Cell(Engines.SUBJECT, Suite.ofSize(10_000), "distinct");
        List<Goal> goals = new ArrayList<>();
        goals.add(Goal.atLeast("30 statements, allow: 20 × faster than jCasbin", 20, against("jCasbin", allow)));
        goals.add(
                Goal.atLeast("30 statements, allow: 300 × faster than cedar-java", 300, against("cedar-java", allow)));
        goals.add(
                Goal.atLeast("30 statements, allow: 3 × faster than Cedar (Rust)", 3, against("Cedar (Rust)", allow)));
        goals.add(Goal.atMost(
                "30 statements, allow: 0.35 µs where the signature arithmetic takes 1.0 µs", 0.35, scaled(allow)));
        for (String set : List.of("allow", "implicit", "explicit", "distinct")) {
            goals.add(Goal.atLeast(
                    "10 statements, " + set + ": not slower than naive",
                    1,
                    against(Engines.NAIVE, new Cell(Engines.SUBJECT, Suite.ofSize(10), set))));
        }
        for (String set : List.of("allow", "implicit", "explicit")) {
            goals.add(Goal.atMost("10 to 10,000 statements, " + set + ": 2 × the time", 2, growth(set)));
        }
        goals.add(Goal.atMost("10 to 10,000 statements, distinct: 2.5 × the time", 2.5, growth("distinct")));
        goals.add(Goal.atMost(
                "10,000 statements, distinct: 1 µs where the signature arithmetic takes 1.0 µs", 1, scaled(distinct)));
        for (Cell worst : cells) {
            if (worst.workload().startsWith("worst-") && worst.engine().equals(Engines.SUBJECT)) {
                goals.add(Goal.atMost(
                        worst.workload() + ": 50 µs where the signature arithmetic takes 1.0 µs", 50, scaled(worst)));
            }
        }
        return goals;
    }

    private Optional<Spread> against(String engine, Cell subject) {
        return results.cpuRatio(subject.by(engine), subject);
    }

    private Optional<Spread> growth(String set) {
        return results.cpuRatio(
                new Cell(Engines.SUBJECT, Suite.ofSize(10_000), set), new Cell(Engines.SUBJECT, Suite.ofSize(10), set));
    }

    /** The µs that this would be where the signature arithmetic takes its usual time. */
    private Optional<Spread> scaled(Cell cell) {
        return results.cpuRatio(cell, FLOOR).map(ratio -> ratio.dividedBy(1 / USUAL_FLOOR));
    }

    /** The subject against itself. */
    private void control() {
        Control.table(
                text,
                results,
                cells.stream()
                        .filter(cell -> cell.engine().equals(Engines.SUBJECT_AGAIN))
                        .toList(),
                Engines.SUBJECT);
    }

    private void listing(String title, Predicate<Cell> which) {
        List<Cell> rows = engineCells()
                .filter(which)
                .sorted(Comparator.comparing(Cell::workload, Report::byNumber).thenComparing(Cell::set))
                .toList();
        if (!rows.isEmpty()) {
            text.heading(title);
            text.table(
                    List.of("workload", "requests", "engine", "CPU µs", "times sallyport's", "wall µs", "bytes"),
                    rows.stream()
                            .map(cell -> List.of(
                                    cell.workload(),
                                    cell.set(),
                                    cell.engine(),
                                    cell(results.cpuMicros(cell)),
                                    cell(results.cpuRatio(cell, cell.by(Engines.SUBJECT))),
                                    median(results.wallMicros(cell)),
                                    median(results.bytes(cell))))
                            .toList());
        }
    }

    /** {@code store-100} before {@code store-1000}. */
    private static int byNumber(String a, String b) {
        return a.length() != b.length() && a.startsWith("store")
                ? Integer.compare(a.length(), b.length())
                : a.compareTo(b);
    }

    private void scale() {
        text.heading("P2: CPU µs per decision by number of statements");
        List<String> columns = new ArrayList<>(List.of("requests", "engine"));
        sizes.forEach(size -> columns.add(String.format(Locale.ROOT, "%,d", size)));
        columns.add("largest / smallest");
        Set<String> engines = new LinkedHashSet<>();
        Set<String> sets = new LinkedHashSet<>();
        engineCells().filter(cell -> cell.workload().startsWith("n-")).forEach(cell -> {
            engines.add(cell.engine());
            sets.add(cell.set());
        });
        List<List<String>> rows = new ArrayList<>();
        for (String set : sets) {
            for (String engine : engines) {
                List<String> row = new ArrayList<>(List.of(set, engine));
                for (int size : sizes) {
                    row.add(cell(results.cpuMicros(new Cell(engine, Suite.ofSize(size), set))));
                }
                row.add(cell(results.cpuRatio(
                        new Cell(engine, Suite.ofSize(sizes.get(sizes.size() - 1)), set),
                        new Cell(engine, Suite.ofSize(sizes.get(0)), set))));
                rows.add(row);
            }
        }
        text.table(columns, rows);
    }

    private Stream<Cell> engineCells() {
        return cells.stream()
                .filter(cell -> !cell.workload().isEmpty() && !cell.engine().equals(Engines.SUBJECT_AGAIN));
    }

    private static String cell(Optional<Spread> spread) {
        return spread.map(Spread::toString).orElse("–");
    }

    private static String median(Optional<Spread> spread) {
        return spread.map(value -> Spread.number(value.median())).orElse("–");
    }
}
