package dev.sallyport.policy;

import java.util.List;

/** What a {@link Condition} asks of a request, wherever it stands. */
final class ConditionRule {
    /** What a rule says about a request. */
    enum Outcome {
        HOLDS,
        FAILS,
        /** The policy's own value is malformed: counts as failing in an Allow and as holding in a Deny. */
        BROKEN
    }

    private final Operator operator;
    private final String key;
    private final List<String> values;
    private final Operand[] operands;
    private final boolean holdsAbsent;
    /** Of Null alone; every other operator compares. */
    private final boolean holdsPresent;

    /**
     * @param key in lower case
     * @param values as the policy has them
     */
    ConditionRule(Operator operator, String key, List<String> values, List<Operand> operands) {
        this.operator = operator;
        this.key = key;
        this.values = values;
        this.operands = operands.toArray(new Operand[0]);
        boolean isNull = operator.base() == Operator.Base.NULL;
        this.holdsAbsent = isNull ? values.stream().anyMatch(Operand::isTrue) : holdsWithoutKey(operator);
        this.holdsPresent = isNull && !values.stream().allMatch(Operand::isTrue);
    }

    Operator operator() {
        return operator;
    }

    String key() {
        return key;
    }

    List<String> values() {
        return values;
    }

    Outcome test(ConditionContext context) {
        Object found = context.find(key);
        if (found == null) {
            return outcome(holdsAbsent);
        }
        if (operator.base() == Operator.Base.NULL) {
            return outcome(holdsPresent);
        }
        if (found instanceof String value) {
            return testValue(value, context); // Of one value, all and any say the same.
        }
        List<String> values = ((ConditionContext.Values) found).list();
        return switch (operator.setOperator()) {
            case NONE -> Outcome.FAILS;
            case FOR_ALL_VALUES -> testAll(values, context);
            case FOR_ANY_VALUE -> testAny(values, context);
        };
    }

    /** Whether the operator asks nothing of a request that lacks the key. */
    boolean toleratesAbsence() {
        return operator.base() == Operator.Base.NULL || holdsAbsent;
    }

    private static boolean holdsWithoutKey(Operator operator) {
        return operator.ifExists()
                || switch (operator.setOperator()) {
                    case NONE -> operator.base().negated();
                    case FOR_ALL_VALUES -> true;
                    case FOR_ANY_VALUE -> false;
                };
    }

    private Outcome testAll(List<String> requestValues, ConditionContext context) {
        Outcome all = Outcome.HOLDS;
        for (String value : requestValues) {
            Outcome outcome = testValue(value, context);
            if (outcome == Outcome.FAILS) {
                return outcome;
            }
            all = outcome == Outcome.BROKEN ? outcome : all;
        }
        return all;
    }

    private Outcome testAny(List<String> requestValues, ConditionContext context) {
        Outcome any = Outcome.FAILS;
        for (String value : requestValues) {
            Outcome outcome = testValue(value, context);
            if (outcome == Outcome.HOLDS) {
                return outcome;
            }
            any = outcome == Outcome.BROKEN ? outcome : any;
        }
        return any;
    }

    /** Broken is only what depends on a broken value: one that matches settles it, wherever it stands. */
    private Outcome testValue(String value, ConditionContext context) {
        Outcome otherwise = outcome(operator.base().negated());
        for (Operand operand : operands) {
            switch (operand.compare(value, context)) {
                case YES -> {
                    return outcome(!operator.base().negated());
                }
                case BROKEN_VALUE -> {
                    return Outcome.FAILS;
                }
                case BROKEN_OPERAND -> otherwise = Outcome.BROKEN;
                case NO -> {
                    // The next value may match.
                }
            }
        }
        return otherwise;
    }

    private static Outcome outcome(boolean holds) {
        return holds ? Outcome.HOLDS : Outcome.FAILS;
    }
}
