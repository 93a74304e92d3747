package dev.sallyport.policy.proof;

import dev.sallyport.identity.Principal;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a statement, one of its conditions and a request have in them, each by a name of the form {@code group:feature}.
 * Read from what was generated, not told by the generator.
 */
final class Features {
    private Features() {}

    /** What the document and the statement have, without conditions. */
    static Set<String> ofStatement(World world, Draft draft, Map<String, Object> statement) {
        Set<String> features = new TreeSet<>();
        features.add("type:" + draft.type());
        features.add("version:" + draft.version().orElse("none"));
        features.add("effect:" + statement.get("Effect"));
        features.add("document:" + (draft.single() ? "single statement" : "list of statements"));
        if (draft.ids().isPresent()) {
            features.add("names:bound to ids");
        }
        if (draft.statements().size() > 100) {
            features.add("size:more than 100 statements");
        }
        principal(statement, features);
        texts(statement, "Action", "NotAction", "action", features);
        texts(statement, "Resource", "NotResource", "resource", features);
        int conditions = conditions(statement).size();
        features.add("conditions:" + (conditions > 1 ? "several" : conditions));
        features.add("read:" + (draft.stored() ? "as stored" : "as written"));
        features.add("boundary:" + world.has(PolicyType.BOUNDARY));
        return features;
    }

    private static void principal(Map<String, Object> statement, Set<String> features) {
        boolean not = statement.containsKey("NotPrincipal");
        Object element = statement.get(not ? "NotPrincipal" : "Principal");
        if (not) {
            features.add("principal:NotPrincipal");
        } else if (element instanceof String) {
            features.add("principal:*");
        } else if (element instanceof Map<?, ?> byType) {
            byType.forEach((type, named) -> {
                for (String name : Draft.texts(named)) {
                    features.add("principal:" + type + " " + form(name));
                }
            });
        }
    }

    private static String form(String name) {
        if (!name.startsWith("arn:")) {
            return name.equals("*") ? "*" : name.matches("\\d+") ? "account" : "name";
        }
        String resource = name.substring(name.lastIndexOf(':') + 1);
        return resource.contains("/") ? resource.substring(0, resource.indexOf('/')) : resource;
    }

    /** The forms of Action and Resource. */
    private static void texts(
            Map<String, Object> statement, String element, String notElement, String group, Set<String> features) {
        Object value = statement.get(statement.containsKey(element) ? element : notElement);
        if (value == null) {
            return;
        }
        if (statement.containsKey(notElement)) {
            features.add(group + ":not");
        }
        List<String> texts = Draft.texts(value);
        if (texts.size() > 1) {
            features.add(group + ":several");
        }
        for (String text : texts) {
            if (text.equals("*")) {
                features.add(group + ":everything");
            } else {
                pattern(text, group, features);
                if (group.equals("resource") && text.split(":", -1).length < 6) {
                    features.add("resource:short");
                }
                if (group.equals("action") && text.equals(text.toUpperCase(Locale.ROOT))) {
                    features.add("action:other case");
                }
            }
        }
    }

    private static void pattern(String text, String group, Set<String> features) {
        String plain = text.replaceAll("\\$\\{[^}]*}", "");
        if (plain.equals(text) && !text.contains("*") && !text.contains("?")) {
            features.add(group + ":exact");
        }
        if (plain.endsWith("*")) {
            features.add(group + ":* last");
        }
        if (plain.indexOf('*') >= 0 && plain.indexOf('*') < plain.length() - 1) {
            features.add(group + ":* inside");
        }
        if (plain.contains("?")) {
            features.add(group + ":?");
        }
        if (text.contains("${*}") || text.contains("${?}") || text.contains("${$}")) {
            features.add(group + ":escape");
        }
        if (text.contains(", '")) {
            features.add(group + ":variable with default");
        } else if (!plain.equals(text) && text.matches(".*\\$\\{[^*?$,}]+}.*")) {
            features.add(group + ":variable");
        }
    }

    /** What one condition has, whatever is asked. */
    record OfCondition(String key, Set<String> features) {}

    static List<OfCondition> ofConditions(Map<String, Object> statement) {
        List<OfCondition> all = new ArrayList<>();
        for (Condition condition : conditions(statement)) {
            Set<String> features = new TreeSet<>();
            String operator = condition.operator.substring(condition.operator.indexOf(':') + 1);
            boolean ifExists = operator.endsWith("IfExists");
            features.add("operator:" + (ifExists ? operator.substring(0, operator.length() - 8) : operator));
            int colon = condition.operator.indexOf(':');
            features.add("set:" + (colon < 0 ? "none" : condition.operator.substring(0, colon)));
            features.add("suffix:" + (ifExists ? "IfExists" : "none"));
            values(condition, features);
            boolean upper = condition.key.equals(condition.key.toUpperCase(Locale.ROOT));
            features.add("key:" + (upper ? "other case" : "as documented"));
            all.add(new OfCondition(condition.key, features));
        }
        return all;
    }

    /** What a condition's key is in a request. */
    static String ofPresence(String key, AuthorizationRequest request) {
        Optional<List<String>> values = request.context().get(key);
        if (values.isEmpty()) {
            return "present:absent";
        }
        if (Keys.MULTI_VALUED.stream().noneMatch(key::equalsIgnoreCase)) {
            return "present:single-valued";
        }
        return values.get().isEmpty() ? "present:multi-valued without values" : "present:multi-valued";
    }

    private static void values(Condition condition, Set<String> features) {
        List<String> texts = Draft.texts(condition.values);
        features.add("values:" + (texts.size() > 1 ? "several" : "one"));
        boolean text = condition.operator.contains("String") || condition.operator.contains("Arn");
        for (String value : texts) {
            if (Operator.isMalformed(value)) {
                features.add("literal:malformed");
            } else if (text) {
                pattern(value, "value", features);
            }
        }
        Object first = condition.values instanceof List<?> several ? several.get(0) : condition.values;
        features.add("written:" + (first instanceof String ? "in quotes" : "without quotes"));
    }

    static Set<String> ofRequest(AuthorizationRequest request) {
        Set<String> features = new TreeSet<>();
        Principal principal = request.principal();
        features.add("caller:" + principal.getClass().getSimpleName());
        features.add("owner:"
                + request.resourceAccount()
                        .map(owner -> owner.equals(Vocabulary.HERE) ? "same account" : "other account")
                        .orElse("not said"));
        features.add("asked:" + (request.resource().equals("*") ? "no resource" : "a resource"));
        return features;
    }

    private record Condition(String operator, String key, Object values) {}

    private static List<Condition> conditions(Map<String, Object> statement) {
        List<Condition> conditions = new ArrayList<>();
        if (statement.get("Condition") instanceof Map<?, ?> operators) {
            operators.forEach((operator, keys) -> ((Map<?, ?>) keys)
                    .forEach((key, values) -> conditions.add(new Condition((String) operator, (String) key, values))));
        }
        return conditions;
    }
}
