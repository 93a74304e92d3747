package dev.sallyport.policy.proof;

import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.ConditionContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Takes out of a case whatever it does not need to be what it is. */
final class Shrinker {
    /** A world and what is asked of it. */
    record Case(World world, AuthorizationRequest request) {
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            world.drafts().forEach(draft -> text.append("  ").append(draft).append('\n'));
            text.append("  principal ").append(request.principal()).append('\n');
            text.append("  action ")
                    .append(request.action())
                    .append(", resource ")
                    .append(request.resource());
            text.append(", owned by ").append(request.resourceAccount()).append('\n');
            for (String key : request.context().keys()) {
                text.append("    ").append(key).append(" = ");
                text.append(request.context().get(key).orElseThrow()).append('\n');
            }
            return text.toString();
        }
    }

    private Shrinker() {}

    /** A smaller case for which {@code still} holds as well; the same when nothing can go. */
    static Case shrink(Case found, Predicate<Case> still) {
        Case smallest = found;
        for (boolean smaller = true; smaller; ) {
            smaller = false;
            for (Case candidate : smaller(smallest)) {
                if (holds(candidate, still)) {
                    smallest = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private static boolean holds(Case candidate, Predicate<Case> still) {
        try {
            return still.test(candidate);
        } catch (RuntimeException noLongerACase) {
            return false; // What is left may be no policy any more.
        }
    }

    private static List<Case> smaller(Case from) {
        List<Case> smaller = new ArrayList<>();
        List<Draft> drafts = from.world().drafts();
        for (int d = 0; d < drafts.size(); d++) {
            smaller.add(with(from, without(drafts, d)));
        }
        for (int d = 0; d < drafts.size(); d++) {
            Draft draft = drafts.get(d);
            for (int s = 0; s < draft.statements().size(); s++) {
                if (draft.statements().size() > 1) {
                    smaller.add(with(from, replaced(drafts, d, draft.with(without(draft.statements(), s)))));
                }
                for (Object statement : smallerObjects(draft.statements().get(s))) {
                    @SuppressWarnings("unchecked") // A smaller object is an object.
                    Map<String, Object> object = (Map<String, Object>) statement;
                    smaller.add(with(from, replaced(drafts, d, draft.with(replaced(draft.statements(), s, object)))));
                }
            }
        }
        for (String key : from.request().context().keys()) {
            smaller.add(new Case(from.world(), without(from.request(), key)));
        }
        return smaller;
    }

    /** The object with one thing less, at any depth. */
    private static List<Object> smallerObjects(Object value) {
        List<Object> smaller = new ArrayList<>();
        if (value instanceof Map<?, ?> object) {
            for (Map.Entry<?, ?> member : object.entrySet()) {
                Map<Object, Object> less = new LinkedHashMap<>(object);
                less.remove(member.getKey());
                smaller.add(less);
                for (Object inner : smallerObjects(member.getValue())) {
                    Map<Object, Object> changed = new LinkedHashMap<>(object);
                    changed.put(member.getKey(), inner);
                    smaller.add(changed);
                }
            }
        } else if (value instanceof List<?> array && array.size() > 1) {
            for (int i = 0; i < array.size(); i++) {
                smaller.add(without(array, i));
            }
        }
        return smaller;
    }

    private static Case with(Case from, List<Draft> drafts) {
        return new Case(from.world().with(drafts), from.request());
    }

    private static AuthorizationRequest without(AuthorizationRequest request, String key) {
        ConditionContext.Builder fewer = ConditionContext.builder();
        for (String other : request.context().keys()) {
            if (!other.equals(key)) {
                List<String> values = request.context().get(other).orElseThrow();
                if (Keys.MULTI_VALUED.stream().anyMatch(other::equalsIgnoreCase)) {
                    fewer.putAll(other, values);
                } else {
                    fewer.put(other, values.get(0));
                }
            }
        }
        return new AuthorizationRequest(
                request.principal(), request.action(), request.resource(), request.resourceAccount(), fewer.build());
    }

    private static <T> List<T> without(List<T> list, int index) {
        List<T> fewer = new ArrayList<>(list);
        fewer.remove(index);
        return fewer;
    }

    private static <T> List<T> replaced(List<T> list, int index, T element) {
        List<T> changed = new ArrayList<>(list);
        changed.set(index, element);
        return changed;
    }
}
