package dev.sallyport.benchmarks.measure;

/** How long to look at one cell in one round. */
public record Pace(int rounds, int warmups, int warmupMillis, int samples, int sampleMillis) {
    public static final Pace QUICK = new Pace(1, 2, 200, 2, 100);
    /** A JVM needs about a second of a decision before it has compiled it as well as it will. */
    public static final Pace FULL = new Pace(5, 6, 250, 3, 100);

    public Pace withRounds(int number) {
        return new Pace(number, warmups, warmupMillis, samples, sampleMillis);
    }

    @Override
    public String toString() {
        return "in " + rounds + " rounds, in a JVM of its own each: warm-up " + warmups + " × " + warmupMillis
                + " ms, samples " + samples + " × " + sampleMillis + " ms";
    }
}
