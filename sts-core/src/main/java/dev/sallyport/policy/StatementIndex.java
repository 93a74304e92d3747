package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A policy's statements of one effect by the vendor of their actions, so that a request only meets those that can be about
 * it. It never decides: a statement that it hands out still compares everything.
 */
final class StatementIndex {
    private static final Statement[] NONE = new Statement[0];

    private final Map<String, Statement[]> byVendor;
    private final Statement[] ofAnyVendor;

    StatementIndex(List<Statement> statements, Effect effect) {
        Map<String, List<Statement>> byName = new HashMap<>();
        List<Statement> others = new ArrayList<>();
        for (Statement statement : statements) {
            if (statement.effect() == effect) {
                Optional<Set<String>> vendors = statement.vendors();
                if (vendors.isEmpty()) {
                    others.add(statement);
                } else {
                    vendors.get()
                            .forEach(vendor -> byName.computeIfAbsent(vendor, name -> new ArrayList<>())
                                    .add(statement));
                }
            }
        }
        Map<String, Statement[]> arrays = new HashMap<>();
        byName.forEach((vendor, list) -> arrays.put(vendor, list.toArray(NONE)));
        this.byVendor = Map.copyOf(arrays);
        this.ofAnyVendor = others.toArray(NONE);
    }

    /** Those whose every action names its vendor, this one among them. */
    Statement[] ofVendor(String lowerVendor) {
        return byVendor.getOrDefault(lowerVendor, NONE);
    }

    /** Those that can be about any vendor: {@code *}, NotAction. */
    Statement[] ofAnyVendor() {
        return ofAnyVendor;
    }
}
