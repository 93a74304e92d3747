package dev.sallyport.config;

import dev.sallyport.config.yaml.FaultSink;
import dev.sallyport.config.yaml.Place;
import dev.sallyport.config.yaml.YamlMapping;
import dev.sallyport.config.yaml.YamlNode;
import dev.sallyport.config.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A mapping whose keys are settings. Each setting is asked for once; {@link #build} reports the keys nobody asked for
 * and makes the value only when every setting could be read.
 */
final class Section {
    private final YamlMapping mapping;
    private final FaultSink faults;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, String> refused = new LinkedHashMap<>();
    private boolean complete = true;

    private Section(YamlMapping mapping, FaultSink faults) {
        this.mapping = mapping;
        this.faults = faults;
    }

    /** The section in {@code node}; a fault and empty when it is no mapping. */
    static Optional<Section> of(YamlNode node, FaultSink faults) {
        if (node instanceof YamlMapping mapping) {
            return Optional.of(new Section(mapping, faults));
        }
        faults.add(node.place(), "here stands " + node.kind() + ", and a mapping of settings is needed");
        return Optional.empty();
    }

    Place place() {
        return mapping.place();
    }

    /** Whether the file says this setting. */
    boolean has(String key) {
        return mapping.get(key).isPresent();
    }

    /** Where a setting stands, or else where this section begins. */
    Place place(String key) {
        return mapping.get(key).map(YamlNode::place).orElse(place());
    }

    /** What a setting says as text, for checks that look at several settings. */
    Optional<String> text(String key) {
        return mapping.get(key).map(node -> node instanceof YamlScalar scalar ? scalar.text() : "");
    }

    /** A setting without which the section means nothing. */
    <T> Field<T> required(String key, ValueReader<T> reader) {
        known.add(key);
        YamlMapping.Entry entry = mapping.entries().get(key);
        if (entry == null) {
            fault(place(), "`" + key + "` is missing");
            return new Field<>(place(), false, Optional.empty());
        }
        return read(entry, reader);
    }

    /** A setting with a default. */
    <T> Field<T> optional(String key, ValueReader<T> reader, T otherwise) {
        known.add(key);
        YamlMapping.Entry entry = mapping.entries().get(key);
        return entry == null ? new Field<>(place(), false, Optional.of(otherwise)) : read(entry, reader);
    }

    /** A setting that may be left out and has no default. */
    <T> Field<Optional<T>> optional(String key, ValueReader<T> reader) {
        ValueReader<Optional<T>> present = (node, sink) -> {
            Optional<T> value = reader.read(node, sink);
            return value.isPresent() ? Optional.of(value) : Optional.empty();
        };
        return optional(key, present, Optional.empty());
    }

    /** A key that somebody may well try, with what to say about it. */
    void refuse(String key, String message) {
        refused.put(key, message);
    }

    /** Keys of things that are planned or that AWS has, refused by name. */
    void notBuiltYet(String... keys) {
        for (String key : keys) {
            refuse(key, "`" + key + "` is not built yet; leave it out");
        }
    }

    /** A fault in this section: it will not be built. */
    void fault(Place at, String message) {
        complete = false;
        faults.add(at, message);
    }

    /**
     * The value, unless a setting of this section is missing, unknown or faulty.
     *
     * @param value may throw {@link IllegalArgumentException} when settings do not go together
     */
    <T> Optional<T> build(Supplier<T> value) {
        mapping.entries().forEach((key, entry) -> {
            if (refused.containsKey(key)) {
                fault(entry.keyPlace(), refused.getOrDefault(key, ""));
            } else if (!known.contains(key)) {
                fault(entry.keyPlace(), "unknown key `" + key + "`" + meant(key));
            }
        });
        if (!complete) {
            return Optional.empty();
        }
        try {
            return Optional.of(value.get());
        } catch (IllegalArgumentException e) {
            fault(place(), e.getMessage() == null ? "these settings do not go together" : e.getMessage());
            return Optional.empty();
        }
    }

    private String meant(String key) {
        String suggestion = NearestName.suggestion(key, known);
        return suggestion.isEmpty() ? "; the keys here are `" + String.join("`, `", known) + "`" : suggestion;
    }

    private <T> Field<T> read(YamlMapping.Entry entry, ValueReader<T> reader) {
        Optional<T> value = reader.read(entry.value(), faults);
        complete &= value.isPresent();
        return new Field<>(entry.value().place(), true, value);
    }
}
