package dev.sallyport.route;

import dev.sallyport.identity.Tag;
import java.util.Map;
import java.util.Set;

/** A tag of the resource: a constant, or the value of one path parameter ({@code {id}}). */
public record TagTemplate(String key, String value) {
    /** @throws IllegalArgumentException when the value is neither constant nor exactly one parameter */
    public TagTemplate {
        Set<String> parameters = TemplateParameters.of(value);
        if (!parameters.isEmpty() && !value.equals("{" + parameters.iterator().next() + "}")) {
            throw new IllegalArgumentException(
                    "the tag value `" + value + "` is neither a constant nor exactly one parameter");
        }
    }

    public Set<String> parameters() {
        return TemplateParameters.of(value);
    }

    Tag fill(Map<String, String> values) {
        return new Tag(key, TemplateParameters.fill(value, values));
    }
}
