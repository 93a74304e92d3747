package dev.sallyport.policy.proof;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The condition keys of generated cases, and what their values look like. */
final class Keys {
    /** What the values of a key are; {@code ANY} is for an operator to which it does not matter. */
    enum Kind {
        TEXT,
        NUMBER,
        DATE,
        BOOLEAN,
        BINARY,
        ADDRESS,
        ARN,
        ANY
    }

    private static final Map<Kind, List<String>> BY_KIND = Map.of(
            Kind.TEXT, List.of("aws:username", "aws:PrincipalTag/team", "aws:RequestTag/Colour"),
            Kind.NUMBER, List.of("aws:MultiFactorAuthAge"),
            Kind.DATE, List.of("aws:CurrentTime"),
            Kind.BOOLEAN, List.of("aws:MultiFactorAuthPresent"),
            Kind.BINARY, List.of("orders:digest"),
            Kind.ADDRESS, List.of("aws:SourceIp"),
            Kind.ARN, List.of("aws:PrincipalArn", "aws:SourceArn"));

    static final List<String> SINGLE_VALUED =
            BY_KIND.values().stream().flatMap(List::stream).sorted().toList();

    /** The second has values of every kind, whatever its name promises, so that every operator meets several values. */
    static final List<String> MULTI_VALUED = List.of("aws:TagKeys", "issuer.example.com:amr");

    private static final Map<String, Kind> KINDS = new HashMap<>();

    static {
        BY_KIND.forEach((kind, keys) -> keys.forEach(key -> KINDS.put(key, kind)));
    }

    private Keys() {}

    static List<String> of(Kind kind) {
        return BY_KIND.getOrDefault(kind, SINGLE_VALUED);
    }

    /** A value of a request. */
    static String value(String key, Dice dice) {
        if (key.equals("aws:TagKeys")) {
            return value(Kind.TEXT, dice);
        }
        if (MULTI_VALUED.contains(key)) {
            return value(dice.of(Kind.values()), dice);
        }
        Kind kind = KINDS.getOrDefault(key, Kind.TEXT);
        return dice.percent(6) ? dice.of("yesterday", "5", "", "10.0.0.256", "arn:aws:iam") : value(kind, dice);
    }

    private static String value(Kind kind, Dice dice) {
        return switch (kind) {
            case NUMBER -> dice.of(Vocabulary.NUMBERS);
            case DATE -> dice.of(Vocabulary.DATES);
            case BOOLEAN -> dice.of(Vocabulary.BOOLEANS);
            case BINARY -> dice.of(Vocabulary.BINARIES);
            case ADDRESS -> dice.of(Vocabulary.ADDRESSES);
            case ARN -> dice.of(Vocabulary.ARNS);
            case TEXT, ANY ->
                switch (dice.below(10)) {
                    case 0 -> dice.of(Vocabulary.REQUEST_COLOURS);
                    case 1, 2, 3 -> dice.of(Vocabulary.COLOURS);
                    default -> dice.of("red", "ann");
                };
        };
    }
}
