package dev.sallyport.config;

import dev.sallyport.config.yaml.FaultSink;
import dev.sallyport.config.yaml.YamlNode;
import dev.sallyport.config.yaml.YamlScalar;
import dev.sallyport.identity.Tag;
import dev.sallyport.identity.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads tags. A value may be empty, unlike other text. */
final class TagReader {
    private TagReader() {}

    static ValueReader<Tags> tags() {
        ValueReader<Map<String, String>> texts =
                Values.named(Names.MAX_TAGS, (node, faults) -> value(node, faults, Names::tagValue));
        return (node, faults) -> texts.read(node, faults).flatMap(tags -> {
            try {
                List<Tag> checked = tags.entrySet().stream()
                        .map(e -> new Tag(Names.tagKey(e.getKey()), e.getValue()))
                        .toList();
                return Optional.of(Tags.of(checked));
            } catch (IllegalArgumentException e) {
                faults.add(node.place(), e.getMessage() == null ? "a tag is malformed" : e.getMessage());
                return Optional.empty();
            }
        });
    }

    static Optional<String> value(YamlNode node, FaultSink faults, UnaryOperator<String> check) {
        if (node instanceof YamlScalar scalar
                && scalar.form() == YamlScalar.Form.QUOTED_TEXT
                && scalar.text().isEmpty()) {
            return Optional.of("");
        }
        return Values.text(check).read(node, faults);
    }
}
