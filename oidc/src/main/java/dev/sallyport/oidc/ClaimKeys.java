package dev.sallyport.oidc;

import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonBoolean;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The claims of a verified token as condition keys {@code host/path:claim}.
 *
 * <p>Strings, numbers and booleans have one value, numbers as they are written in the token; arrays of strings have many.
 * Other claims, and those whose name holds a colon (it could complete another issuer's prefix), are no keys. {@code aud} is
 * the accepted audience and {@code oaud} everything in the token's {@code aud}, whatever claims of those names say. A provider
 * of a kind also gives the {@code ci:} keys of {@link CiClaims}.
 *
 * @param singleValued by key
 * @param multiValued by key; no list is empty
 */
public record ClaimKeys(Map<String, String> singleValued, Map<String, List<String>> multiValued) {
    /** Longer values make the token be refused. */
    public static final int MAX_VALUE_LENGTH = 4096;

    /** More values in one claim make the token be refused. */
    public static final int MAX_VALUES = 1000;

    private static final int MAX_SHOWN = 2048;
    private static final int MAX_VALUE_SHOWN = 128;
    private static final int MAX_VALUES_SHOWN = 8;

    public ClaimKeys {
        singleValued = Collections.unmodifiableMap(new LinkedHashMap<>(singleValued));
        Map<String, List<String>> copies = new LinkedHashMap<>();
        multiValued.forEach((key, values) -> copies.put(key, List.copyOf(values)));
        multiValued = Collections.unmodifiableMap(copies);
    }

    /**
     * The keys and their values for their own bearer to read: {@code key = `value`} with commas between, cut where that
     * gets long, and without characters that do not show.
     */
    public String shown() {
        Map<String, List<String>> all = new TreeMap<>(multiValued);
        singleValued.forEach((key, value) -> all.put(key, List.of(value)));
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, List<String>> entry : all.entrySet()) {
            if (text.length() > MAX_SHOWN) {
                return text.append(", …").toString();
            }
            text.append(text.length() == 0 ? "" : ", ")
                    .append(plain(entry.getKey()))
                    .append(" = ")
                    .append(entry.getValue().stream()
                            .limit(MAX_VALUES_SHOWN)
                            .map(value -> "`" + plain(value) + "`")
                            .collect(Collectors.joining(" ")))
                    .append(entry.getValue().size() > MAX_VALUES_SHOWN ? " …" : "");
        }
        return text.toString();
    }

    /** A value in 128 characters that show; others are replaced. */
    public static String plain(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints().limit(MAX_VALUE_SHOWN).forEach(c -> text.appendCodePoint(shows(c) ? c : '\ufffd'));
        return value.codePointCount(0, value.length()) > MAX_VALUE_SHOWN ? text + "…" : text.toString();
    }

    /** No control or format character, and none that would end the quotation. */
    private static boolean shows(int c) {
        return c != '`'
                && switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }

    static ClaimKeys of(IdTokenClaims claims, OidcProvider provider, Audience audience) {
        Map<String, String> singleValued = new LinkedHashMap<>();
        Map<String, List<String>> multiValued = new LinkedHashMap<>();
        String prefix = provider.issuer().conditionKeyPrefix() + ":";
        for (JsonObject.Member claim : claims.all().members()) {
            if (isKey(claim.name())) {
                text(claim.value()).ifPresent(value -> singleValued.put(prefix + claim.name(), bounded(value)));
                texts(claim.value()).ifPresent(values -> multiValued.put(prefix + claim.name(), values));
            }
        }
        singleValued.put(prefix + "aud", audience.accepted());
        if (audience.claimed().size() == 1) {
            singleValued.put(prefix + "oaud", audience.claimed().get(0));
        } else {
            multiValued.put(prefix + "oaud", audience.claimed());
        }
        provider.ciClaims().ifPresent(ci -> singleValued.putAll(ci.keysOf(claims)));
        return new ClaimKeys(singleValued, multiValued);
    }

    private static boolean isKey(String name) {
        return !name.isEmpty()
                && name.indexOf(':') < 0
                && !name.equalsIgnoreCase("aud")
                && !name.equalsIgnoreCase("oaud");
    }

    private static Optional<String> text(JsonNode value) {
        if (value instanceof JsonString string) {
            return Optional.of(string.value());
        }
        if (value instanceof JsonNumber number) {
            return Optional.of(number.text());
        }
        if (value instanceof JsonBoolean bool) {
            return Optional.of(String.valueOf(bool.value()));
        }
        return Optional.empty();
    }

    private static Optional<List<String>> texts(JsonNode value) {
        if (!(value instanceof JsonArray array) || array.elements().isEmpty()) {
            return Optional.empty();
        }
        if (array.elements().size() > MAX_VALUES) {
            throw IdTokenFaults.notValidated("a claim of the token has more than " + MAX_VALUES + " values");
        }
        List<String> values = new ArrayList<>();
        for (JsonNode element : array.elements()) {
            if (!(element instanceof JsonString string)) {
                return Optional.empty();
            }
            values.add(bounded(string.value()));
        }
        return Optional.of(values);
    }

    private static String bounded(String value) {
        if (value.length() > MAX_VALUE_LENGTH) {
            throw IdTokenFaults.notValidated(
                    "a claim of the token has a value longer than " + MAX_VALUE_LENGTH + " characters");
        }
        return value;
    }
}
