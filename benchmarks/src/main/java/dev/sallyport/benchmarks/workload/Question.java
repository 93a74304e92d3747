package dev.sallyport.benchmarks.workload;

import java.util.Map;

/**
 * One request.
 *
 * @param role the index of the role that asks
 * @param context every condition key has one value
 */
public record Question(int role, String action, String resource, Map<String, String> context, Outcome expected) {
    Question expecting(Outcome outcome) {
        return new Question(role, action, resource, context, outcome);
    }
}
