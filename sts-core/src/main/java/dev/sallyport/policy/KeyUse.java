package dev.sallyport.policy;

/**
 * A condition key that a policy reads, in a Condition or in a variable.
 *
 * @param key in lower case: condition keys have no case
 * @param written as the policy has it
 */
public record KeyUse(String key, String written, int line, int column) {}
