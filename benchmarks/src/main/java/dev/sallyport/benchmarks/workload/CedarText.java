package dev.sallyport.benchmarks.workload;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Statements as Cedar policies. Actions are spelled out where a statement has a pattern and compared one by one, which
 * Cedar decides somewhat faster than {@code action in […]}; an exact ARN is compared as an entity, a pattern by {@code like}
 * on {@code context.arn}, as Cedar's ids take no patterns.
 */
public final class CedarText {
    private static final JsonMapper JSON = new JsonMapper();

    private CedarText() {}

    /** One list of policies per role. */
    public static void write(Workload workload, Path file) {
        JSON.writeValue(
                file,
                workload.roles().stream()
                        .map(role ->
                                role.rules().stream().map(CedarText::policy).toList())
                        .toList());
    }

    public static String policy(Rule rule) {
        String resources =
                rule.resources().stream().map(CedarText::resource).collect(Collectors.joining(" || ", "(", ")"));
        String conditions =
                rule.conditions().stream().map(test -> " && " + test(test)).collect(Collectors.joining());
        return (rule.allow() ? "permit" : "forbid") + "(principal, action, resource) when { " + actions(rule) + " && "
                + resources + conditions + " };";
    }

    /** The name of a condition key as an attribute of the context. */
    public static String attribute(String key) {
        return key.replace(':', '_').replace('/', '_');
    }

    private static String actions(Rule rule) {
        if (rule.actions().contains("*")) {
            return "true";
        }
        return Arrays.stream(Service.values())
                .flatMap(service -> service.actions().stream())
                .filter(name -> rule.actions().stream().anyMatch(pattern -> Oracle.like(pattern, name)))
                .map(name -> "action == Action::\"" + name + "\"")
                .collect(Collectors.joining(" || ", "(", ")"));
    }

    private static String resource(String pattern) {
        if (pattern.equals("*")) {
            return "true";
        }
        return pattern.contains("*")
                ? "context.arn like \"" + pattern + "\""
                : "resource == Resource::\"" + pattern + "\"";
    }

    private static String test(ConditionTest test) {
        String attribute = "context." + attribute(test.key());
        return switch (test.operator()) {
            case "IpAddress" -> attribute + ".isInRange(ip(\"" + test.value() + "\"))";
            case "StringLike" -> attribute + " like \"" + test.value() + "\"";
            case "StringEquals" -> attribute + " == \"" + test.value() + "\"";
            default -> throw new IllegalArgumentException("no such operator: " + test.operator());
        };
    }
}
