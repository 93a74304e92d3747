package dev.sallyport.policy;

import java.util.Optional;

/**
 * A statement that decided, with its place in the policy's text. The place begins right behind the bracket or statement
 * before it and ends right behind its own closing brace: that is what AWS's policy simulator answers.
 */
public record MatchedStatement(
        String policyId,
        PolicyType policyType,
        Optional<String> sid,
        int startLine,
        int startColumn,
        int endLine,
        int endColumn) {}
