package dev.sallyport.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys of one request, by name ignoring case. Whether a key may hold several values belongs to the key, not
 * to the request: operators without {@code ForAnyValue} or {@code ForAllValues} never match a multi-valued key, even with
 * one value.
 *
 * <p>One array of keys and values in turn, with open addressing: a context is built for each request and asked a few
 * times, and the maps of the JDK cost more for both.
 */
public final class ConditionContext {
    /** No keys at all. */
    public static final ConditionContext EMPTY = builder().build();

    /** Key, then value: a text of a single-valued key, a {@link Values} of a multi-valued one. Null is an empty place. */
    private final @Nullable Object[] table;

    private ConditionContext(@Nullable Object[] table) {
        this.table = table;
    }

    /** The values of a multi-valued key. */
    record Values(List<String> list) {}

    public static Builder builder() {
        return new Builder(new Object[64], 0);
    }

    /** The values of a key; empty when the request has no such key. */
    public Optional<List<String>> get(String key) {
        Object value = find(KeyName.lower(key));
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(value instanceof Values values ? values.list : List.of((String) value));
    }

    public boolean contains(String key) {
        return find(KeyName.lower(key)) != null;
    }

    /** The keys, in lower case and in order. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        for (int i = 0; i < table.length; i += 2) {
            if (table[i] instanceof String key) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** A builder that begins with these keys. */
    public Builder toBuilder() {
        return new Builder(Arrays.copyOf(table, Math.max(table.length, 2)), keys().size());
    }

    /** The text of a single-valued key, {@link Values} of a multi-valued one, null when there is no such key. */
    @Nullable
    Object find(String lowerKey) {
        return table[place(table, lowerKey) + 1];
    }

    /** Where the key stands, or the empty place where it would. */
    private static int place(@Nullable Object[] table, String lowerKey) {
        int mask = table.length - 1;
        int hash = lowerKey.hashCode();
        int place = 2 * (hash ^ (hash >>> 15)) & mask;
        while (table[place] != null && !lowerKey.equals(table[place])) {
            place = (place + 2) & mask;
        }
        return place;
    }

    @Override
    public String toString() {
        return keys().toString(); // Values may be a caller's data; names are enough.
    }

    /** Collects keys. A key that is put twice, whatever its case, is a mistake of the program and refused. */
    public static final class Builder {
        private @Nullable Object[] table;
        private int size;

        private Builder(@Nullable Object[] table, int size) {
            this.table = table;
            this.size = size;
        }

        /** A single-valued key. */
        public Builder put(String key, String value) {
            return add(key, value);
        }

        /** A multi-valued key, which may be present with no value. */
        public Builder putAll(String key, List<String> values) {
            return add(key, new Values(List.copyOf(values)));
        }

        public boolean contains(String key) {
            return table[place(table, KeyName.lower(key))] != null;
        }

        /** What was put so far; later puts do not change it. */
        public ConditionContext build() {
            return new ConditionContext(table.clone());
        }

        private Builder add(String key, Object value) {
            if (4 * (size + 1) > table.length) {
                grow();
            }
            String lower = KeyName.lower(key);
            int place = place(table, lower);
            if (table[place] != null) {
                throw new IllegalArgumentException("the condition key `" + key + "` is there already");
            }
            table[place] = lower;
            table[place + 1] = value;
            size++;
            return this;
        }

        private void grow() {
            @Nullable Object[] larger = new Object[2 * table.length];
            for (int i = 0; i < table.length; i += 2) {
                if (table[i] instanceof String key) {
                    int place = place(larger, key);
                    larger[place] = key;
                    larger[place + 1] = table[i + 1];
                }
            }
            table = larger;
        }
    }
}
