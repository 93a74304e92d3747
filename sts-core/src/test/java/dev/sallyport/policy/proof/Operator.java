package dev.sallyport.policy.proof;

import dev.sallyport.policy.proof.Keys.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A condition operator as policies write it, and values that it takes. */
record Operator(String name, Kind kind) {
    static final List<Operator> ALL = all();

    private static final Set<String> MALFORMED = Set.of(
            "five",
            "yesterday",
            "2026-13-01",
            "10.0.0.256",
            "10.0.0.0/33",
            "2001:db8::1/32",
            "here",
            "nobody",
            "arn:aws:iam",
            "yes");

    private static List<Operator> all() {
        List<Operator> all = new ArrayList<>();
        for (String name : List.of(
                "StringEquals",
                "StringNotEquals",
                "StringEqualsIgnoreCase",
                "StringNotEqualsIgnoreCase",
                "StringLike",
                "StringNotLike")) {
            all.add(new Operator(name, Kind.TEXT));
        }
        for (String order :
                List.of("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")) {
            all.add(new Operator("Numeric" + order, Kind.NUMBER));
            all.add(new Operator("Date" + order, Kind.DATE));
        }
        all.add(new Operator("Bool", Kind.BOOLEAN));
        all.add(new Operator("BinaryEquals", Kind.BINARY));
        all.add(new Operator("IpAddress", Kind.ADDRESS));
        all.add(new Operator("NotIpAddress", Kind.ADDRESS));
        for (String name : List.of("ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike")) {
            all.add(new Operator(name, Kind.ARN));
        }
        all.add(new Operator("Null", Kind.ANY));
        return List.copyOf(all);
    }

    /** With a set prefix and a suffix, perhaps. */
    String written(Dice dice) {
        if (kind == Kind.ANY) {
            return name;
        }
        String prefix = dice.of("", "", "", "ForAllValues:", "ForAnyValue:");
        return prefix + name + (dice.percent(25) ? "IfExists" : "");
    }

    Object value(Dice dice) {
        return switch (kind) {
            case NUMBER -> dice.percent(20) ? (Object) Long.valueOf(5) : dice.of(Vocabulary.NUMBERS);
            case DATE -> dice.percent(10) ? (Object) Long.valueOf(1795320464) : dice.of(Vocabulary.DATES);
            case BOOLEAN -> {
                yield dice.percent(20) ? (Object) true : dice.of(Vocabulary.BOOLEANS);
            }
            case BINARY -> dice.of(Vocabulary.BINARIES);
            case ADDRESS -> dice.of(Vocabulary.RANGES);
            case ARN -> arn(dice);
            case TEXT, ANY -> text(dice);
        };
    }

    private static String text(Dice dice) {
        return switch (dice.below(12)) {
            case 0, 1 -> dice.of("r*", "r?d", "*", "r??d", "*a*", "?", "r?*d", "*e*e*");
            case 2 -> dice.of("${aws:username}", "${AWS:PrincipalTag/Team}", "r${aws:username}d", "${aws:TagKeys}");
            case 3 -> dice.of("${aws:username, 'red'}", "${aws:PrincipalTag/team, 'r*d'}", "${aws:TagKeys, 'red'}");
            case 4 -> dice.of("r${*}d", "${?}", "${$}{aws:username}", "${*}", "${aws:username", "$");
            case 5 -> dice.of("${aws:username}*", "*${aws:PrincipalTag/team}", "?${aws:username, 'ed'}");
            default -> dice.percent(60) ? "red" : dice.of(Vocabulary.COLOURS);
        };
    }

    private static String arn(Dice dice) {
        return switch (dice.below(10)) {
            case 0 -> "arn:aws:iam::111122223333:user/team/${aws:username}";
            case 1 -> "arn:aws:iam::111122223333:*/${aws:username, 'ann'}";
            case 2 -> dice.of("arn:aws:sns:*:444455556666:${*}:red", "arn:aws:sns:*:*:${?}");
            default -> dice.of(Vocabulary.ARN_PATTERNS);
        };
    }

    /** Whether {@code value} is one of those that {@link #malformed} makes. */
    static boolean isMalformed(String value) {
        return MALFORMED.contains(value);
    }

    /** A literal that cannot be converted, as documents that nobody checked may hold; for texts there is none. */
    Object malformed(Dice dice) {
        return switch (kind) {
            case NUMBER -> "five";
            case DATE -> dice.of("yesterday", "2026-13-01");
            case ADDRESS -> dice.of("10.0.0.256", "10.0.0.0/33", "2001:db8::1/32", "2001:db8::1/32", "here");
            case ARN -> dice.of("nobody", "arn:aws:iam", "${aws:PrincipalArn}");
            case BOOLEAN -> dice.of("yes", "${aws:MultiFactorAuthPresent}", "${aws:username, 'true'}");
            case BINARY, TEXT, ANY -> value(dice);
        };
    }
}
