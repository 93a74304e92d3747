package dev.sallyport.identity;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tags by key. Keys are compared ignoring case and shown as they were written (IAM guide, "Passing session tags").
 */
public final class Tags {
    public static final Tags NONE = new Tags(new TreeMap<>());

    private final SortedMap<String, Tag> byLowerKey;

    private Tags(SortedMap<String, Tag> byLowerKey) {
        this.byLowerKey = byLowerKey;
    }

    /** @throws IllegalArgumentException when two keys differ at most in case */
    public static Tags of(Collection<Tag> tags) {
        SortedMap<String, Tag> byLowerKey = new TreeMap<>();
        for (Tag tag : tags) {
            if (byLowerKey.put(lower(tag.key()), tag) != null) {
                throw new IllegalArgumentException(
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
        return new Tags(byLowerKey);
    }

    public static Tags of(Map<String, String> tags) {
        return of(tags.entrySet().stream()
                .map(e -> new Tag(e.getKey(), e.getValue()))
                .toList());
    }

    public Optional<String> get(String key) {
        return tag(key).map(Tag::value);
    }

    /** The tag of that key, with its key as it was written. */
    public Optional<Tag> tag(String key) {
        return Optional.ofNullable(byLowerKey.get(lower(key)));
    }

    public boolean contains(String key) {
        return byLowerKey.containsKey(lower(key));
    }

    /** These tags, with {@code overriding} in the place of those whose key is the same but for case. */
    public Tags overriddenBy(Tags overriding) {
        SortedMap<String, Tag> merged = new TreeMap<>(byLowerKey);
        merged.putAll(overriding.byLowerKey);
        return new Tags(merged);
    }

    /** All tags, ordered by lower-case key. */
    public List<Tag> all() {
        return List.copyOf(byLowerKey.values());
    }

    public boolean isEmpty() {
        return byLowerKey.isEmpty();
    }

    public int size() {
        return byLowerKey.size();
    }

    private static String lower(String key) {
        return key.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tags tags && byLowerKey.equals(tags.byLowerKey);
    }

    @Override
    public int hashCode() {
        return byLowerKey.hashCode();
    }

    @Override
    public String toString() {
        return byLowerKey.values().toString();
    }
}
