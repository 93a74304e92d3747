package dev.sallyport.benchmarks.measure;

/** One operation of a cell in one round, in nanoseconds and bytes; {@code bytes} is NaN where nobody counts them. */
public record Measurement(double cpu, double wall, double bytes) {}
