package dev.sallyport.config.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keys and values, in the order of the file.
 *
 * @param place where the mapping begins
 */
public record YamlMapping(Place place, Map<String, Entry> entries) implements YamlNode {
    /** @param keyPlace where the key stands; the value may begin lines below */
    public record Entry(Place keyPlace, YamlNode value) {}

    public YamlMapping {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    public Optional<YamlNode> get(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    @Override
    public String kind() {
        return "a mapping";
    }
}
