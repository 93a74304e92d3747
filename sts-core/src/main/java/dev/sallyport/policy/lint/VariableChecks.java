package dev.sallyport.policy.lint;

/** Policy variables: where they may stand and how they are written. */
final class VariableChecks {
    private VariableChecks() {}

    static void run(WrittenPolicy policy, WrittenStatement statement, Findings findings) {
        statement.actions().forEach(action -> elsewhere(action, findings));
        statement.principals().forEach(principal -> elsewhere(principal.value(), findings));
        statement.resources().forEach(resource -> value(policy, resource, findings));
        for (WrittenCondition condition : statement.conditions()) {
            condition.values().forEach(value -> value(policy, value, findings));
        }
    }

    private static void elsewhere(Written value, Findings findings) {
        if (value.hasVariable()) {
            findings.add(Check.VARIABLE_UNSUPPORTED_IN_ELEMENT, value);
        }
    }

    private static void value(WrittenPolicy policy, Written value, Findings findings) {
        if (!value.hasVariable()) {
            return;
        }
        if (!policy.hasVariables()) {
            findings.add(Check.VARIABLE_UNSUPPORTED_IN_VERSION, value);
            return;
        }
        String text = value.text();
        int at = text.indexOf("${");
        while (at >= 0) {
            int end = text.indexOf('}', at);
            if (end < 0) {
                findings.add(Check.MISSING_BRACE_IN_VARIABLE, value);
                return;
            }
            variable(value, text.substring(at + 2, end), findings);
            at = text.indexOf("${", end);
        }
    }

    private static void variable(Written value, String inside, Findings findings) {
        int comma = inside.indexOf(',');
        String key = comma < 0 ? inside : inside.substring(0, comma);
        if (key.isBlank()) {
            findings.add(Check.EMPTY_VARIABLE, value);
        } else if (key.indexOf(' ') >= 0) {
            findings.add(Check.UNSUPPORTED_SPACE_IN_VARIABLE, value);
        }
        if (comma >= 0) {
            String fallback = inside.substring(comma + 1).strip();
            if (fallback.length() < 2 || !fallback.startsWith("'") || !fallback.endsWith("'")) {
                findings.add(Check.MISSING_QUOTE_IN_VARIABLE, value);
            }
        }
    }
}
