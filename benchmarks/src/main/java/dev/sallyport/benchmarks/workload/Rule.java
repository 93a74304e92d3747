package dev.sallyport.benchmarks.workload;

import java.util.List;

/** One policy statement; all conditions must hold. */
public record Rule(boolean allow, List<String> actions, List<String> resources, List<ConditionTest> conditions) {}
