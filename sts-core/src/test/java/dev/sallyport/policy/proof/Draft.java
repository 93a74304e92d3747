package dev.sallyport.policy.proof;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.SharedParts;
import dev.sallyport.policy.naive.NaiveDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A policy document before it is text, so that parts of it can be taken out again: objects are maps, arrays lists.
 *
 * @param level of a service or resource control policy: which level of the organisation it stands at
 * @param stored whether it is read as one that somebody stored under older rules
 * @param single whether its one statement stands without brackets
 * @param ids the unique ids that the names of principals stand for, when they are bound to such
 */
record Draft(
        PolicyType type,
        String id,
        int level,
        boolean stored,
        boolean single,
        Optional<String> version,
        List<Map<String, Object>> statements,
        Optional<Map<String, String>> ids) {
    Draft {
        statements = List.copyOf(statements);
    }

    Draft with(List<Map<String, Object>> others) {
        return new Draft(type, id, level, stored, single && others.size() == 1, version, others, ids);
    }

    /** As {@link #with}, read as stored, so that statements may be there that could not be written today. */
    Draft withStored(List<Map<String, Object>> others) {
        return new Draft(type, id, level, true, single && others.size() == 1, version, others, ids);
    }

    String json() {
        Map<String, Object> document = new LinkedHashMap<>();
        version.ifPresent(text -> document.put("Version", text));
        document.put("Statement", single ? statements.get(0) : statements);
        JsonWriter writer = new JsonWriter();
        write(document, writer);
        return writer.text();
    }

    Policy policy() {
        return policy(new SharedParts());
    }

    Policy policy(SharedParts shared) {
        Policy policy = stored ? Policy.parseStored(type, id, json(), shared) : Policy.parse(type, id, json(), shared);
        if (ids.isEmpty()) {
            return policy;
        }
        Map<Arn, UniqueId> bound = new HashMap<>();
        ids.get().forEach((arn, uniqueId) -> bound.put(Arn.parse(arn), new UniqueId(uniqueId)));
        return policy.withPrincipalIds(bound);
    }

    NaiveDocument naive() {
        return NaiveDocument.of(type, json(), ids);
    }

    /** What an element or condition key holds, as texts, whether it was one value or several. */
    static List<String> texts(Object oneOrSeveral) {
        if (oneOrSeveral instanceof List<?> several) {
            List<String> texts = new ArrayList<>();
            several.forEach(value -> texts.add(value.toString()));
            return texts;
        }
        return List.of(oneOrSeveral.toString());
    }

    private static void write(Object value, JsonWriter into) {
        if (value instanceof Map<?, ?> object) {
            into.beginObject();
            object.forEach((name, member) -> {
                into.name((String) name);
                write(member, into);
            });
            into.endObject();
        } else if (value instanceof List<?> array) {
            into.beginArray();
            array.forEach(element -> write(element, into));
            into.endArray();
        } else if (value instanceof Long number) {
            into.value(number);
        } else if (value instanceof Boolean bool) {
            into.value(bool);
        } else {
            into.value((String) value);
        }
    }

    @Override
    public String toString() {
        String how = (stored ? ", stored" : "")
                + (level == 0 ? "" : ", level " + level)
                + ids.map(bound -> ", bound to " + bound).orElse("");
        return type + " " + id + how + "\n    " + json();
    }
}
