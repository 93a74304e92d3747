package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What policies have in common, kept once: in a configuration the same few actions, conditions and values stand in
 * thousands of statements. Whoever reads policies that will live together hands one of these to each of them; it changes no
 * answer, and is dropped when all are read. Not for several threads.
 */
public final class SharedParts {
    /** Everything that the reading of a rule depends on. */
    private record Rule(Operator operator, String key, List<String> values, boolean variables, boolean strict) {}

    private final Map<String, String> texts = new HashMap<>();
    private final Map<List<String>, List<String>> lists = new HashMap<>();
    private final Map<String, Wildcard> actions = new HashMap<>();
    private final Map<List<String>, Wildcard[]> actionLists = new HashMap<>();
    private final Map<Rule, ConditionRule> rules = new HashMap<>();
    private final Map<List<ConditionRule>, ConditionRule[]> ruleLists = new HashMap<>();

    String text(String text) {
        String first = texts.putIfAbsent(text, text);
        return first == null ? text : first;
    }

    List<String> texts(List<String> list) {
        List<String> first = lists.get(list);
        if (first == null) {
            first = list.stream().map(this::text).toList();
            lists.put(first, first);
        }
        return first;
    }

    /** The patterns of actions; nobody may write to the array. */
    Wildcard[] actions(List<String> written) {
        return actionLists.computeIfAbsent(
                texts(written), list -> list.stream().map(this::action).toArray(Wildcard[]::new));
    }

    private Wildcard action(String written) {
        return actions.computeIfAbsent(written.toLowerCase(Locale.ROOT), Wildcard::of);
    }

    /**
     * @param variables whether variables mean something in the values
     * @param strict whether values in no form the operator knows are left out, because the policy is refused for them
     */
    ConditionRule rule(ConditionRule rule, boolean variables, boolean strict) {
        return rules.computeIfAbsent(
                new Rule(rule.operator(), rule.key(), rule.values(), variables, strict), first -> rule);
    }

    /** The rules of conditions; nobody may write to the array. */
    ConditionRule[] rules(List<Condition> conditions) {
        List<ConditionRule> list = new ArrayList<>(conditions.size());
        for (Condition condition : conditions) {
            list.add(condition.rule());
        }
        // Rules that say the same are one object, so comparing references suffices.
        return ruleLists.computeIfAbsent(list, first -> first.toArray(ConditionRule[]::new));
    }
}
