package dev.sallyport.benchmarks.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What each cell took, round by round. */
public final class Results {
    private final Map<Cell, List<Measurement>> byCell = new LinkedHashMap<>();

    public void add(Cell cell, Measurement measurement) {
        byCell.computeIfAbsent(cell, key -> new ArrayList<>()).add(measurement);
    }

    /** Forgets a cell: one that misses a round has no ratio to the others of that round. */
    public void drop(Cell cell) {
        byCell.remove(cell);
    }

    public Optional<Spread> cpuMicros(Cell cell) {
        return spread(cell, Measurement::cpu).map(nanos -> nanos.dividedBy(1_000));
    }

    public Optional<Spread> wallMicros(Cell cell) {
        return spread(cell, Measurement::wall).map(nanos -> nanos.dividedBy(1_000));
    }

    public Optional<Spread> bytes(Cell cell) {
        return spread(cell, Measurement::bytes);
    }

    /** How much more CPU time {@code slow} takes than {@code fast}; empty unless both were measured. */
    public Optional<Spread> cpuRatio(Cell slow, Cell fast) {
        return ratio(slow, fast, Measurement::cpu);
    }

    public Optional<Spread> wallRatio(Cell slow, Cell fast) {
        return ratio(slow, fast, Measurement::wall);
    }

    private Optional<Spread> ratio(Cell slow, Cell fast, ToDoubleFunction<Measurement> value) {
        if (!byCell.containsKey(slow) || !byCell.containsKey(fast)) {
            return Optional.empty();
        }
        return Optional.of(Spread.ratio(values(slow, value), values(fast, value)));
    }

    private Optional<Spread> spread(Cell cell, ToDoubleFunction<Measurement> value) {
        return byCell.containsKey(cell) ? Optional.of(Spread.of(values(cell, value))) : Optional.empty();
    }

    private List<Double> values(Cell cell, ToDoubleFunction<Measurement> value) {
        return byCell.getOrDefault(cell, List.of()).stream()
                .map(value::applyAsDouble)
                .toList();
    }
}
