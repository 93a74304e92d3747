package dev.sallyport.policy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** One value of a condition in a policy, compiled for the operator it stands under. */
interface Operand {
    /** What comparing one value of the request gives. */
    enum Answer {
        YES,
        NO,
        /** The operand is not in the operator's form: an Allow does not apply, a Deny does. */
        BROKEN_OPERAND,
        /** The request's value is not in the operator's form, and neither the operator nor its negation holds. */
        BROKEN_VALUE
    }

    Answer compare(String value, ConditionContext context);

    /** @throws IllegalArgumentException when the literal is malformed and {@code strict}, or a variable is malformed */
    static Operand compile(Operator.Base base, String literal, boolean strict, Function<Boolean, Template> template) {
        return switch (base.family()) {
            case STRING -> text(template.apply(false), String::equals);
            case STRING_IGNORING_CASE -> text(template.apply(false), Operand::equalIgnoringCase);
            case STRING_LIKE -> like(template.apply(true));
            case NUMERIC -> numeric(base.relation(), checked(PolicyNumber.parse(literal), strict, literal, "a number"));
            case DATE -> date(base.relation(), literal, strict);
            case BOOL -> bool(template.apply(false), strict, literal);
            case BINARY -> binary(literal);
            case IP_ADDRESS ->
                address(checked(IpRange.ofPolicy(literal), strict, literal, "an IP address or CIDR block"));
            case ARN -> arn(template.apply(true), strict, literal);
            case NULL -> throw new IllegalStateException("Null compares no values");
        };
    }

    private static <T> Optional<T> checked(Optional<T> parsed, boolean strict, String literal, String expected) {
        if (strict && parsed.isEmpty()) {
            throw new IllegalArgumentException("`" + literal + "` is not " + expected);
        }
        return parsed;
    }

    private static Answer answer(boolean yes) {
        return yes ? Answer.YES : Answer.NO;
    }

    /** How two texts are compared. */
    interface Equality {
        boolean same(String operand, String value);
    }

    private static Operand text(Template template, Equality equality) {
        if (!template.hasVariables()) {
            String fixed = template.text();
            return (value, context) -> answer(equality.same(fixed, value));
        }
        return (value, context) -> answer(template.resolve(context)
                .map(resolved -> equality.same(resolved.text(), value))
                .orElse(false));
    }

    private static Operand like(Template template) {
        if (!template.hasVariables()) {
            Wildcard fixed = template.pattern();
            return (value, context) -> answer(fixed.matches(value));
        }
        return (value, context) -> answer(template.resolve(context)
                .map(resolved -> resolved.pattern().matches(value))
                .orElse(false));
    }

    private static Operand numeric(Operator.Relation relation, Optional<BigDecimal> operand) {
        return (value, context) -> {
            Optional<BigDecimal> number = PolicyNumber.parse(value);
            return answer(number.isPresent()
                    && operand.isPresent()
                    && relation.holds(number.get().compareTo(operand.get())));
        };
    }

    private static Operand date(Operator.Relation relation, String literal, boolean strict) {
        OptionalLong operand = PolicyDate.parse(literal);
        if (strict && operand.isEmpty()) {
            throw new IllegalArgumentException("`" + literal + "` is not a date: write `2026-11-22T04:07:44Z`");
        }
        return (value, context) -> {
            OptionalLong date = PolicyDate.parse(value);
            return answer(date.isPresent()
                    && operand.isPresent()
                    && relation.holds(Long.compare(date.getAsLong(), operand.getAsLong())));
        };
    }

    /** Every value that is not {@code true} in some case counts as false. */
    private static Operand bool(Template template, boolean strict, String literal) {
        if (template.hasVariables()) {
            return (value, context) -> answer(template.resolve(context)
                    .map(resolved -> isTrue(resolved.text()) == isTrue(value))
                    .orElse(false));
        }
        requireBoolean(literal, strict);
        boolean operand = isTrue(literal);
        return (value, context) -> answer(isTrue(value) == operand);
    }

    static boolean isTrue(String text) {
        return text.equalsIgnoreCase("true");
    }

    static void requireBoolean(String literal, boolean strict) {
        if (strict && !isTrue(literal) && !literal.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException("`" + literal + "` is not `true` or `false`");
        }
    }

    private static Operand binary(String literal) {
        byte[] operand = checked(decoded(literal), true, literal, "base64").orElseThrow();
        return (value, context) -> answer(
                decoded(value).map(bytes -> Arrays.equals(bytes, operand)).orElse(false));
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Operand address(Optional<IpRange> operand) {
        IpRange range = operand.orElse(null);
        return (value, context) -> {
            long bits = IpLiteral.AS_AWS.v4Bits(value);
            if (bits >= 0) {
                return answer(range != null && range.containsV4(bits));
            }
            Optional<IpAddress> address = IpLiteral.AS_AWS.read(value).map(IpAddress::ofBytes);
            if (address.isEmpty()) {
                return Answer.BROKEN_VALUE;
            }
            return answer(range != null && range.contains(address.get()));
        };
    }

    private static Operand arn(Template template, boolean strict, String literal) {
        if (!template.hasVariables()) {
            Optional<ArnPattern> fixed = checked(arnPattern(template), strict, literal, "an ARN");
            return (value, context) -> compare(fixed, value);
        }
        return (value, context) -> {
            Optional<Template> resolved = template.resolve(context);
            if (resolved.isEmpty()) {
                return ArnPattern.ArnText.parse(value) == null ? Answer.BROKEN_VALUE : Answer.NO;
            }
            return compare(arnPattern(resolved.get()), value);
        };
    }

    private static Optional<ArnPattern> arnPattern(Template template) {
        return ArnPattern.of(template);
    }

    private static Answer compare(Optional<ArnPattern> operand, String value) {
        ArnPattern.ArnText arn = ArnPattern.ArnText.parse(value);
        if (arn == null) {
            return Answer.BROKEN_VALUE;
        }
        if (operand.isEmpty()) {
            return Answer.BROKEN_OPERAND;
        }
        return answer(operand.get().matches(arn));
    }

    /**
     * Compares texts in lower case, with the final sigma by its place. Characters outside the basic plane are only equal to
     * themselves.
     */
    private static boolean equalIgnoringCase(String operand, String value) {
        return operand.equals(value)
                || (operand.toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT))
                        && supplementary(operand).equals(supplementary(value)));
    }

    private static String supplementary(String text) {
        StringBuilder found = new StringBuilder();
        text.codePoints().filter(Character::isSupplementaryCodePoint).forEach(found::appendCodePoint);
        return found.toString();
    }
}
