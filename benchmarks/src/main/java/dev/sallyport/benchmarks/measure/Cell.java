package dev.sallyport.benchmarks.measure;

/**
 * One thing to measure: an engine, on one set of requests of one workload. {@code workload} is empty for a floor, which is
 * about no policy.
 */
public record Cell(String engine, String workload, String set) {
    public Cell by(String otherEngine) {
        return new Cell(otherEngine, workload, set);
    }

    @Override
    public String toString() {
        return workload.isEmpty() ? engine : engine + ", " + workload + ", " + set;
    }
}
