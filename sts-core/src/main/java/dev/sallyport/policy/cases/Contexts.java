package dev.sallyport.policy.cases;

import dev.sallyport.json.JsonObject;
import dev.sallyport.policy.ConditionContext;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the condition keys of a case. */
final class Contexts {
    private Contexts() {}

    /** Keys listed as multi-valued are; so is one that has not exactly one value. */
    static ConditionContext of(Fields given) {
        ConditionContext.Builder context = ConditionContext.builder();
        if (!given.has("context")) {
            return context.build();
        }
        Set<String> multiValued = new HashSet<>();
        given.texts("multiValuedKeys").forEach(key -> multiValued.add(key.toLowerCase(Locale.ROOT)));
        for (JsonObject.Member member : given.object("context").node().members()) {
            List<String> values =
                    Fields.elements(member.value()).stream().map(Fields::text).toList();
            if (values.size() != 1 || multiValued.contains(member.name().toLowerCase(Locale.ROOT))) {
                context.putAll(member.name(), values);
            } else {
                context.put(member.name(), values.get(0));
            }
        }
        return context.build();
    }
}
