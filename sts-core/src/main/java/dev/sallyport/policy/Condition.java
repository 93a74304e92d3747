package dev.sallyport.policy;

import java.util.List;

/** One key of one operator in a statement's Condition, with its values. All of a statement's conditions must hold. */
public final class Condition {
    private final KeyUse keyUse;
    private final ConditionRule rule;

    Condition(KeyUse keyUse, ConditionRule rule) {
        this.keyUse = keyUse;
        this.rule = rule;
    }

    public Operator operator() {
        return rule.operator();
    }

    /** The key in lower case. */
    public String key() {
        return rule.key();
    }

    /** The key as the policy has it. */
    public String writtenKey() {
        return keyUse.written();
    }

    /** The values as the policy has them. */
    public List<String> values() {
        return rule.values();
    }

    public int line() {
        return keyUse.line();
    }

    public int column() {
        return keyUse.column();
    }

    ConditionRule rule() {
        return rule;
    }

    @Override
    public String toString() {
        return operator() + " " + writtenKey() + " " + values();
    }
}
