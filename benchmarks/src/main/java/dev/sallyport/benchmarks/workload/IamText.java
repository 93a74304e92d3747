package dev.sallyport.benchmarks.workload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Statements as IAM policy documents. */
public final class IamText {
    /** The account of every role and resource. */
    public static final String ACCOUNT = "111122223333";

    private static final JsonMapper JSON = new JsonMapper();

    private IamText() {}

    public static String document(List<Rule> rules) {
        List<Map<String, Object>> statements = new ArrayList<>();
        for (Rule rule : rules) {
            Map<String, Object> statement = new LinkedHashMap<>();
            statement.put("Effect", rule.allow() ? "Allow" : "Deny");
            statement.put("Action", rule.actions());
            statement.put("Resource", rule.resources());
            Map<String, Map<String, String>> conditions = new LinkedHashMap<>();
            for (ConditionTest test : rule.conditions()) {
                conditions
                        .computeIfAbsent(test.operator(), operator -> new LinkedHashMap<>())
                        .put(test.key(), test.value());
            }
            if (!conditions.isEmpty()) {
                statement.put("Condition", conditions);
            }
            statements.add(statement);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", "2012-10-17");
        document.put("Statement", statements);
        return JSON.writeValueAsString(document);
    }
}
