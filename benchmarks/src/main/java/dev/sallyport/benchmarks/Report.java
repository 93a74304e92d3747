package dev.sallyport.benchmarks;

import dev.sallyport.benchmarks.engine.Engines;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The tables of a run as Markdown. */
final class Report {
    /** The signature arithmetic, measured as an engine about no policy. */
    static final Cell FLOOR = new Cell("signature arithmetic", "", "");

    /** Beyond this the same thing measured twice differs too much for a ratio to mean anything: CPU and wall time. */
    private static final double A_A_CPU = 0.05;

    private static final double A_A_WALL = 0.15;

    private final Results results;
    private final List<Integer> sizes;
    private final List<Cell> cells;
    private final List<String> notes;
    private final List<String> machine;
    private final StringBuilder text = new StringBuilder();

    Report(Results results, List<Integer> sizes, List<Cell> cells, List<String> notes, List<String> machine) {
        this.results = results;
        this.sizes = sizes;
        this.cells = cells;
        this.notes = notes;
        this.machine = machine;
    }

    String markdown() {
        machine.forEach(line -> line("- " + line));
        notes.forEach(note -> line("- " + note));
        line("");
        control();
        line("### Signature arithmetic");
        line("");
        line("CPU " + cell(results.cpuMicros(FLOOR)) + " µs per request: SHA-256 of 1,034 characters and HMAC of 150.");
        line("");
        if (sizes.contains(Suite.USUAL)) {
            usual();
        }
        scale();
        return text.toString();
    }

    /** The subject against itself. */
    private void control() {
        line("### A/A control: sallyport against itself");
        line("");
        row("requests", "CPU ratio", "wall ratio", "");
        row("---", "---", "---", "---");
        for (Cell again : cells) {
            if (again.engine().equals(Engines.SUBJECT_AGAIN)) {
                Optional<Spread> cpu = results.cpuRatio(again, again.by(Engines.SUBJECT));
                Optional<Spread> wall = results.wallRatio(again, again.by(Engines.SUBJECT));
                boolean valid = cpu.isPresent()
                        && wall.isPresent()
                        && Math.abs(cpu.get().median() - 1) <= A_A_CPU
                        && Math.abs(wall.get().median() - 1) <= A_A_WALL;
                row(
                        again.workload() + ", " + again.set(),
                        cell(cpu),
                        cell(wall),
                        valid ? "valid" : "**invalid: the machine was too busy**");
            }
        }
        line("");
    }

    private void usual() {
        line("### P1: " + Suite.USUAL + " statements");
        line("");
        row("engine", "requests", "CPU µs (min–max)", "times sallyport's (min–max)", "wall µs", "bytes");
        row("---", "---", "---", "---", "---", "---");
        for (Cell cell : cells) {
            if (cell.workload().equals(Suite.ofSize(Suite.USUAL))
                    && !cell.engine().equals(Engines.SUBJECT_AGAIN)) {
                row(
                        cell.engine(),
                        cell.set(),
                        cell(results.cpuMicros(cell)),
                        cell(results.cpuRatio(cell, cell.by(Engines.SUBJECT))),
                        results.wallMicros(cell)
                                .map(wall -> Spread.number(wall.median()))
                                .orElse("–"),
                        results.bytes(cell)
                                .map(bytes -> Spread.number(bytes.median()))
                                .orElse("–"));
            }
        }
        line("");
    }

    private void scale() {
        line("### P2: CPU µs per decision by number of statements");
        line("");
        List<String> head = new ArrayList<>(List.of("engine", "requests"));
        sizes.forEach(size -> head.add(String.format(Locale.ROOT, "%,d", size)));
        head.add("largest / smallest");
        row(head);
        row(head.stream().map(name -> "---").toList());
        Set<String> engines = new LinkedHashSet<>();
        Set<String> sets = new LinkedHashSet<>();
        for (Cell cell : cells) {
            if (!cell.workload().isEmpty() && !cell.engine().equals(Engines.SUBJECT_AGAIN)) {
                engines.add(cell.engine());
                sets.add(cell.set());
            }
        }
        for (String set : sets) {
            for (String engine : engines) {
                List<String> row = new ArrayList<>(List.of(engine, set));
                for (int size : sizes) {
                    row.add(cell(results.cpuMicros(new Cell(engine, Suite.ofSize(size), set))));
                }
                Cell smallest = new Cell(engine, Suite.ofSize(sizes.get(0)), set);
                Cell largest = new Cell(engine, Suite.ofSize(sizes.get(sizes.size() - 1)), set);
                row.add(cell(results.cpuRatio(largest, smallest)));
                row(row);
            }
        }
        line("");
    }

    private static String cell(Optional<Spread> spread) {
        return spread.map(Spread::toString).orElse("–");
    }

    private void row(String... columns) {
        row(List.of(columns));
    }

    private void row(List<String> columns) {
        line("| " + String.join(" | ", columns) + " |");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
