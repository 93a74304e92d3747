package dev.sallyport.benchmarks.workload;

/** One condition: {@code operator} is IpAddress, StringLike or StringEquals. */
public record ConditionTest(String operator, String key, String value) {}
