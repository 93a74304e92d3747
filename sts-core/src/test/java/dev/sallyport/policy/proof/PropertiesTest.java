package dev.sallyport.policy.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyEvaluator;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.format.PolicyPrinter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What holds for every whole request, on those of the {@link Generator}. */
class PropertiesTest {
    private static final int WORLDS = 1_500;
    private static final int REQUESTS = 8;

    /** Makes another world of a world; the same one when it cannot. */
    @FunctionalInterface
    private interface Change {
        World of(World world, Dice dice);
    }

    /** How often each pair of verdicts, before and after the change, came. */
    private static Map<String, Integer> verdicts(Change change) {
        Map<String, Integer> verdicts = new TreeMap<>();
        for (int number = 0; number < WORLDS; number++) {
            Dice dice = new Dice(77_000_000L + number);
            World world = Generator.world(dice);
            World changed = change.of(world, dice);
            if (changed.equals(world)) {
                continue;
            }
            PolicySet before = world.policySet();
            PolicySet after = changed.policySet();
            for (int i = 0; i < REQUESTS; i++) {
                AuthorizationRequest request = Generator.request(world, dice);
                verdicts.merge(verdict(before, request) + " -> " + verdict(after, request), 1, Integer::sum);
            }
        }
        assertThat(verdicts)
                .containsKeys("allowed -> allowed", "implicit deny by IDENTITY -> implicit deny by IDENTITY");
        return verdicts;
    }

    private static String verdict(PolicySet policies, AuthorizationRequest request) {
        return Comparison.name(PolicyEvaluator.evaluate(policies, request));
    }

    private static void assertNothingChanged(Map<String, Integer> verdicts) {
        assertThat(verdicts.keySet()).allSatisfy(change -> {
            String[] sides = change.split(" -> ", -1);
            assertThat(sides[1]).isEqualTo(sides[0]);
        });
    }

    @Test
    void oneMoreDenyNeverAllows() {
        Map<String, Integer> verdicts = verdicts((world, dice) -> withStatement(world, dice, statement -> {
            statement.put("Effect", "Deny");
        }));

        assertThat(verdicts.keySet())
                .noneMatch(change -> change.endsWith("-> allowed") && !change.startsWith("allowed"))
                .anyMatch(change -> change.startsWith("allowed -> explicit deny"));
    }

    @Test
    void aStatementAboutAnotherActionChangesNothing() {
        assertNothingChanged(verdicts((world, dice) -> withStatement(world, dice, statement -> {
            statement.remove("NotAction");
            statement.put("Action", dice.of("sts:SetContext", "sts:AssumeRoleWithSAML"));
        })));
    }

    @Test
    void theOrderOfStatementsAndPoliciesDoesNotMatter() {
        assertNothingChanged(verdicts((world, dice) -> {
            Random order = new Random(dice.below(Integer.MAX_VALUE));
            List<Draft> drafts = new ArrayList<>();
            for (Draft draft : world.drafts()) {
                List<Map<String, Object>> statements = new ArrayList<>(draft.statements());
                Collections.shuffle(statements, order);
                drafts.add(draft.with(statements));
            }
            Collections.shuffle(drafts, order);
            return world.with(drafts);
        }));
    }

    /** A statement more, in one of the documents. */
    private static World withStatement(
            World world, Dice dice, java.util.function.Consumer<Map<String, Object>> adapted) {
        if (world.drafts().isEmpty()) {
            return world;
        }
        List<Draft> drafts = new ArrayList<>(world.drafts());
        int index = dice.below(drafts.size());
        Draft draft = drafts.get(index);
        Map<String, Object> added = Generator.statement(draft.type(), dice);
        adapted.accept(added);
        List<Map<String, Object>> statements = new ArrayList<>(draft.statements());
        statements.add(dice.below(statements.size() + 1), added);
        drafts.set(index, draft.withStored(statements));
        return world.with(drafts);
    }

    @Test
    void whatIsPrintedIsTheSamePolicy() {
        for (int number = 0; number < WORLDS; number++) {
            for (Draft draft : Generator.world(new Dice(88_000_000L + number)).drafts()) {
                String printed = PolicyPrinter.print(draft.type(), draft.json());

                assertThat(canonical(printed)).isEqualTo(canonical(draft.json()));
                assertThat(PolicyPrinter.print(draft.type(), printed)).isEqualTo(printed);
                assertThat(Policy.parseStored(draft.type(), draft.id(), printed).statements())
                        .hasSameSizeAs(draft.statements());
            }
        }
    }

    /** The document without white space, members by name. */
    private static String canonical(String document) {
        JsonWriter writer = new JsonWriter();
        write(Json.parse(document, JsonLimits.DEFAULT), writer);
        return writer.text();
    }

    private static void write(JsonNode node, JsonWriter into) {
        if (node instanceof JsonObject object) {
            into.beginObject();
            new TreeMap<>(byName(object)).forEach((name, value) -> {
                into.name(name);
                write(value, into);
            });
            into.endObject();
        } else if (node instanceof JsonArray array) {
            into.beginArray();
            array.elements().forEach(element -> write(element, into));
            into.endArray();
        } else {
            into.value(node);
        }
    }

    private static Map<String, JsonNode> byName(JsonObject object) {
        Map<String, JsonNode> byName = new HashMap<>();
        object.members().forEach(member -> byName.put(member.name(), member.value()));
        return byName;
    }

    /** A variable between two texts without wildcards matches its value between them, and nothing else. */
    @Test
    void aValueInAVariablesPlaceMatchesOnlyItself() {
        List<String> pieces =
                List.of("*", "?", "$", "${", "}", "{", "'", "\"", "\\", "a", "b", "${aws:username}", "${*}");
        int matched = 0;
        for (int number = 0; number < 20_000; number++) {
            Dice dice = new Dice(99_000_000L + number);
            String value = text(dice, pieces);
            String actual = dice.percent(40) ? value : widened(value, dice, pieces);
            for (String operator : List.of("StringLike", "StringEquals", "ArnLike", "Resource")) {
                boolean allowed = allows(operator, value, actual);
                assertThat(allowed)
                        .as("%s: `%s` in the variable's place, `%s` asked", operator, value, actual)
                        .isEqualTo(value.equals(actual));
                matched += allowed ? 1 : 0;
            }
        }
        assertThat(matched).isGreaterThan(1_000);
    }

    private static String text(Dice dice, List<String> pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = dice.below(5); i >= 0; i--) {
            text.append(dice.of(pieces));
        }
        return text.toString();
    }

    /** What the value would match, were it a pattern. */
    private static String widened(String value, Dice dice, List<String> pieces) {
        return value.replace("${*}", dice.of("*", "a"))
                .replace("${aws:username}", "a")
                .replace("*", dice.percent(50) ? "" : text(dice, pieces))
                .replace("?", dice.of("a", "b"));
    }

    private static boolean allows(String operator, String value, String actual) {
        String head = operator.equals("ArnLike") || operator.equals("Resource") ? "arn:aws:orders:::" : "";
        String pattern = head + "<${aws:PrincipalTag/team}>";
        Map<String, Object> statement = new HashMap<>(Map.of("Effect", "Allow", "Action", "*", "Resource", "*"));
        if (operator.equals("Resource")) {
            statement.put("Resource", pattern);
        } else {
            statement.put("Condition", Map.of(operator, Map.of("orders:asked", pattern)));
        }
        Draft draft = new Draft(
                PolicyType.IDENTITY,
                "p",
                0,
                false,
                true,
                Optional.of("2012-10-17"),
                List.of(statement),
                Optional.empty());
        String asked = head + "<" + actual + ">";
        ConditionContext context = ConditionContext.builder()
                .put("aws:PrincipalTag/team", value)
                .put("aws:username", "a")
                .put("orders:asked", asked)
                .build();
        AuthorizationRequest request = new AuthorizationRequest(
                Vocabulary.ANN,
                "orders:Get",
                operator.equals("Resource") ? asked : "arn:aws:orders:::x",
                Optional.of(Vocabulary.HERE),
                context);
        return PolicyEvaluator.evaluate(PolicySet.ofIdentity(List.of(draft.policy())), request)
                .isAllowed();
    }
}
