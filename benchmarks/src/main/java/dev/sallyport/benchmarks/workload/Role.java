package dev.sallyport.benchmarks.workload;

import java.util.List;

/** A principal and the policies attached to it, each a list of statements. */
public record Role(String name, List<List<Rule>> policies) {
    public List<Rule> rules() {
        return policies.stream().flatMap(List::stream).toList();
    }
}
