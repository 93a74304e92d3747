package dev.sallyport.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys of one request, by name ignoring case. Whether a key may hold several values belongs to the key, not
 * to the request: operators without {@code ForAnyValue} or {@code ForAllValues} never match a multi-valued key, even with
 * one value.
 */
public final class ConditionContext {
    /** No keys at all. */
    public static final ConditionContext EMPTY = builder().build();

    record Entry(List<String> values, boolean multiValued) {}

    private final Map<String, Entry> entries;

    private ConditionContext(Map<String, Entry> entries) {
        this.entries = entries;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The values of a key; empty when the request has no such key. */
    public Optional<List<String>> get(String key) {
        return Optional.ofNullable(entries.get(lower(key))).map(Entry::values);
    }

    public boolean contains(String key) {
        return entries.containsKey(lower(key));
    }

    /** The keys, in lower case and in order. */
    public Set<String> keys() {
        return new TreeSet<>(entries.keySet());
    }

    /** A builder that begins with these keys. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.entries.putAll(entries);
        return builder;
    }

    @Nullable
    Entry entry(String lowerKey) {
        return entries.get(lowerKey);
    }

    private static String lower(String key) {
        return key.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return keys().toString(); // Values may be a caller's data; names are enough.
    }

    /** Collects keys. A key that is put twice, whatever its case, is a mistake of the program and refused. */
    public static final class Builder {
        private final Map<String, Entry> entries = new HashMap<>();

        private Builder() {}

        /** A single-valued key. */
        public Builder put(String key, String value) {
            return add(key, new Entry(List.of(value), false));
        }

        /** A multi-valued key, which may be present with no value. */
        public Builder putAll(String key, List<String> values) {
            return add(key, new Entry(List.copyOf(values), true));
        }

        public boolean contains(String key) {
            return entries.containsKey(lower(key));
        }

        public ConditionContext build() {
            return new ConditionContext(Map.copyOf(entries));
        }

        private Builder add(String key, Entry entry) {
            if (entries.putIfAbsent(lower(key), entry) != null) {
                throw new IllegalArgumentException("the condition key `" + key + "` is there already");
            }
            return this;
        }
    }
}
