package dev.sallyport.gateway.audit;

import dev.sallyport.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is to be said of one request, filled as the request goes and written once whatever happens.
 *
 * <p>A field set again takes the later value. Any thread may fill it. Nothing in it may be a secret or a token.
 */
public final class AuditRecord {
    /** A list longer than this is cut: session tags are at most 50, statements that decide are few. */
    private static final int MAX_ELEMENTS = 64;

    private static final String CUT = "[cut]";

    private final Map<AuditField, Consumer<JsonWriter>> values = new EnumMap<>(AuditField.class);

    private AuditRecord() {}

    /** The record of a request that came in at {@code time}. */
    public static AuditRecord ofRequest(Instant time) {
        return of("request", time);
    }

    /** The record of an order that {@code operator} gave on this machine. */
    public static AuditRecord ofOperator(Instant time, String operator) {
        return of("operator", time).set(AuditField.OPERATOR, operator);
    }

    static AuditRecord of(String kind, Instant time) {
        return new AuditRecord().set(AuditField.TIME, time).set(AuditField.KIND, kind);
    }

    public AuditRecord set(AuditField field, String value) {
        String bounded = bounded(field, value);
        return put(field, json -> json.value(bounded));
    }

    public AuditRecord set(AuditField field, Optional<String> value) {
        value.ifPresent(present -> set(field, present));
        return this;
    }

    public AuditRecord set(AuditField field, long value) {
        return put(field, json -> json.value(value));
    }

    public AuditRecord set(AuditField field, Instant value) {
        return set(field, value.toString());
    }

    public AuditRecord set(AuditField field, List<String> values) {
        List<String> bounded = values.stream()
                .limit(MAX_ELEMENTS)
                .map(value -> bounded(field, value))
                .toList();
        return put(field, json -> {
            json.beginArray();
            bounded.forEach(json::value);
            if (values.size() > MAX_ELEMENTS) {
                json.value(CUT);
            }
            json.endArray();
        });
    }

    public synchronized boolean has(AuditField field) {
        return values.containsKey(field);
    }

    /** The record as one line of JSON, with the line's end. */
    public synchronized byte[] line() {
        JsonWriter json = new JsonWriter().beginObject();
        values.forEach((field, value) -> value.accept(json.name(field.jsonName())));
        return (json.endObject().text() + '\n').getBytes(StandardCharsets.UTF_8);
    }

    private synchronized AuditRecord put(AuditField field, Consumer<JsonWriter> value) {
        values.put(field, value);
        return this;
    }

    private static String bounded(AuditField field, String value) {
        if (value.length() <= field.maxCharacters()) {
            return value;
        }
        int end = field.maxCharacters();
        if (Character.isHighSurrogate(value.charAt(end - 1))) {
            end--; // Half a character would not be one.
        }
        return value.substring(0, end) + CUT;
    }

    @Override
    public String toString() {
        return new String(line(), StandardCharsets.UTF_8).strip();
    }
}
