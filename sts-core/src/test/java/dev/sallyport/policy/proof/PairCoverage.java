package dev.sallyport.policy.proof;

import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.naive.NaiveEvaluator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which pairs of features met: in one statement that is about the request's action, one of its conditions at a time, and
 * the request. Two operators meet when both are in such a statement.
 */
final class PairCoverage {
    /** A statement of a world, and what it has once somebody asks about its action: few are ever asked about. */
    private final class Statement {
        private final World world;
        private final Draft draft;
        private final Map<String, Object> written;
        private final JsonObject json;
        private final BitSet features = new BitSet();
        private final BitSet operators = new BitSet();
        private final List<Condition> conditions = new ArrayList<>();

        Statement(World world, Draft draft, Map<String, Object> written, JsonObject json) {
            this.world = world;
            this.draft = draft;
            this.written = written;
            this.json = json;
        }

        void read() {
            if (!features.isEmpty()) {
                return;
            }
            features.or(bits(Features.ofStatement(world, draft, written)));
            for (Features.OfCondition condition : Features.ofConditions(written)) {
                conditions.add(new Condition(condition.key(), bits(condition.features())));
                condition.features().stream()
                        .filter(name -> name.startsWith("operator:"))
                        .forEach(name -> operators.set(number(name)));
            }
        }
    }

    private record Condition(String key, BitSet features) {}

    private final Map<String, Integer> numbers = new TreeMap<>();
    private final List<BitSet> met = new ArrayList<>();
    private final Map<String, List<Statement>> aboutAction = new HashMap<>();
    private List<Statement> statements = List.of();

    /** The requests that follow are asked of this world. */
    void enter(World world) {
        aboutAction.clear();
        statements = new ArrayList<>();
        for (Draft draft : world.drafts()) {
            List<JsonNode> nodes = NaiveEvaluator.statements(draft.naive());
            for (int i = 0; i < nodes.size(); i++) {
                statements.add(new Statement(world, draft, draft.statements().get(i), (JsonObject) nodes.get(i)));
            }
        }
    }

    void asked(AuthorizationRequest request) {
        BitSet asked = bits(Features.ofRequest(request));
        List<Statement> about = aboutAction.computeIfAbsent(
                request.action(),
                action -> statements.stream()
                        .filter(statement -> NaiveEvaluator.isAbout(statement.json, action))
                        .toList());
        for (Statement statement : about) {
            statement.read();
            BitSet all = (BitSet) statement.features.clone();
            all.or(asked);
            meet(all);
            meet(statement.operators);
            for (Condition condition : statement.conditions) {
                BitSet with = (BitSet) all.clone();
                with.or(condition.features);
                with.set(number(Features.ofPresence(condition.key, request)));
                meet(with);
            }
        }
    }

    private void meet(BitSet features) {
        for (int i = features.nextSetBit(0); i >= 0; i = features.nextSetBit(i + 1)) {
            met.get(i).or(features);
        }
    }

    private BitSet bits(Collection<String> features) {
        BitSet bits = new BitSet();
        features.forEach(name -> bits.set(number(name)));
        return bits;
    }

    private int number(String name) {
        return numbers.computeIfAbsent(name, added -> {
            met.add(new BitSet());
            return met.size() - 1;
        });
    }

    Set<String> features() {
        return numbers.keySet();
    }

    /** Every two features, in order, that met. */
    Set<Pair> met() {
        return pairs(true);
    }

    /** Every two features, in order, that never met. */
    Set<Pair> missing() {
        return pairs(false);
    }

    private Set<Pair> pairs(boolean wanted) {
        Set<Pair> pairs = new TreeSet<>();
        numbers.forEach((one, number) -> numbers.forEach((other, otherNumber) -> {
            if (one.compareTo(other) < 0 && met.get(number).get(otherNumber) == wanted) {
                pairs.add(new Pair(one, other));
            }
        }));
        return pairs;
    }

    /** Two features. */
    record Pair(String one, String other) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair that) {
            int first = one.compareTo(that.one);
            return first != 0 ? first : other.compareTo(that.other);
        }

        @Override
        public String toString() {
            return one + " & " + other;
        }
    }
}
