package dev.sallyport.policy.lint;

import dev.sallyport.policy.LiteralForm;
import dev.sallyport.policy.Operator;

/** The values that a policy compares with: whether they are in the form that the operator or key wants. */
final class ConditionValueChecks {
    private static final int SHORT_ID = 8;
    private static final int LONG_ID = 17;
    private static final int YEAR_DIGITS = 4;

    private ConditionValueChecks() {}

    static void run(WrittenStatement statement, Findings findings) {
        for (WrittenCondition condition : statement.conditions()) {
            if (condition.operator().isEmpty()) {
                continue;
            }
            LiteralForm form = LiteralForm.of(condition.operator().get().base());
            for (Written value : condition.values()) {
                if (value.hasVariable()) {
                    if (form != LiteralForm.TEXT && form != LiteralForm.ARN) {
                        findings.add(Check.INVALID_VARIABLE_FOR_OPERATOR, value);
                    }
                } else {
                    form(form, value, findings);
                }
            }
            wildcards(condition, findings);
            keys(condition, findings);
            bounds(condition, findings);
        }
    }

    private static void form(LiteralForm form, Written value, Findings findings) {
        if (!form.fits(value.text())) {
            switch (form) {
                case NUMBER -> findings.add(Check.TYPE_MISMATCH_NUMBER, value);
                case DATE -> findings.add(Check.TYPE_MISMATCH_DATE, value);
                case BOOLEAN -> findings.add(Check.TYPE_MISMATCH_BOOLEAN, value);
                case BASE64 -> findings.add(Check.TYPE_MISMATCH_STRING, value);
                case ADDRESS -> findings.add(Check.TYPE_MISMATCH_IP_RANGE, value);
                case TEXT, ARN -> {
                    // A text is always one; resources have their own checks of ARNs.
                }
            }
        } else if (form == LiteralForm.DATE
                && value.text().length() != YEAR_DIGITS
                && value.text().chars().allMatch(c -> c >= '0' && c <= '9')) {
            findings.add(Check.INVALID_DATE_VALUE, value);
        }
    }

    private static void wildcards(WrittenCondition condition, Findings findings) {
        boolean exact = condition.is(
                Operator.Base.STRING_EQUALS,
                Operator.Base.STRING_NOT_EQUALS,
                Operator.Base.STRING_EQUALS_IGNORE_CASE,
                Operator.Base.STRING_NOT_EQUALS_IGNORE_CASE);
        if (!exact) {
            return;
        }
        for (Written value : condition.values()) {
            String text = value.text().replace("${*}", "").replace("${?}", "");
            if (Written.hasWildcard(text)) {
                findings.add(Check.WILDCARD_WITHOUT_LIKE_OPERATOR, value);
                findings.add(Check.WILDCARD_IN_STRINGEQUALS, value);
            }
        }
    }

    private static void keys(WrittenCondition condition, Findings findings) {
        for (Written value : condition.values()) {
            if (value.hasWildcard() || value.hasVariable() || condition.is(Operator.Base.NULL)) {
                continue;
            }
            switch (condition.key().lower()) {
                case "aws:requestedregion" -> {
                    if (!ResourceChecks.isRegion(value.text()) && !value.text().equals("aws-global")) {
                        findings.add(Check.INVALID_REGION, value);
                    }
                }
                case "aws:sourcevpc" -> {
                    if (!isId(value.text(), "vpc-")) {
                        findings.add(Check.INVALID_VPC_FORMAT, value);
                    }
                }
                case "aws:sourcevpce" -> {
                    if (!isId(value.text(), "vpce-")) {
                        findings.add(Check.INVALID_VPCE_FORMAT, value);
                    }
                }
                default -> {
                    // Any value.
                }
            }
        }
    }

    private static boolean isId(String text, String prefix) {
        int length = text.length() - prefix.length();
        return text.startsWith(prefix)
                && (length == SHORT_ID || length == LONG_ID)
                && text.substring(prefix.length()).chars().allMatch(DocumentChecks::isAlphanumeric);
    }

    private static void bounds(WrittenCondition condition, Findings findings) {
        boolean bound = condition.is(
                Operator.Base.NUMERIC_LESS_THAN,
                Operator.Base.NUMERIC_LESS_THAN_EQUALS,
                Operator.Base.NUMERIC_GREATER_THAN,
                Operator.Base.NUMERIC_GREATER_THAN_EQUALS,
                Operator.Base.DATE_LESS_THAN,
                Operator.Base.DATE_LESS_THAN_EQUALS,
                Operator.Base.DATE_GREATER_THAN,
                Operator.Base.DATE_GREATER_THAN_EQUALS);
        if (bound && condition.values().size() > 1) {
            findings.add(Check.REDUNDANT_CONDITION_VALUE_NUM, condition.key());
        }
    }
}
