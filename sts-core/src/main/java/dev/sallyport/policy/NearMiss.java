package dev.sallyport.policy;

import java.util.List;
import java.util.Optional;

/**
 * A statement that is about the action and yet does not apply, with the first thing that failed.
 *
 * @param element {@code Resource}, {@code NotResource}, {@code Principal}, {@code NotPrincipal} or {@code Condition}
 * @param operator the condition operator that failed
 * @param key the condition key that failed, as the policy has it
 * @param expected what the policy says
 * @param actual what the request has; empty for a condition key that it does not have
 */
public record NearMiss(
        MatchedStatement statement,
        Effect effect,
        String element,
        Optional<String> operator,
        Optional<String> key,
        List<String> expected,
        List<String> actual) {}
