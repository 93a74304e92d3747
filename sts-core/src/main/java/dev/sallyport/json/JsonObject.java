package dev.sallyport.json;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An object; no name occurs twice. */
public final class JsonObject implements JsonNode {
    /** A name and its value. */
    public record Member(String name, Span nameSpan, JsonNode value) {}

    private final Map<String, Member> members;
    private final Span span;

    JsonObject(Map<String, Member> members, Span span) {
        this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        this.span = span;
    }

    /** The members in the order of the text. */
    public Collection<Member> members() {
        return members.values();
    }

    public Optional<JsonNode> get(String name) {
        return Optional.ofNullable(members.get(name)).map(Member::value);
    }

    public boolean contains(String name) {
        return members.containsKey(name);
    }

    @Override
    public Span span() {
        return span;
    }

    @Override
    public String kind() {
        return "an object";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonObject object && members.equals(object.members) && span.equals(object.span);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return members.values().toString();
    }
}
