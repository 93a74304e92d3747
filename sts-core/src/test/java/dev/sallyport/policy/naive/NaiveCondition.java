package dev.sallyport.policy.naive;

import dev.sallyport.policy.ConditionContext;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One operator, one key and its values, asked of one request. */
final class NaiveCondition {
    /** What a condition says of a request. */
    enum Answer {
        HOLDS,
        FAILS,
        /** It depends on an ARN in the policy that is none: no Allow applies by it, and no Deny fails to. */
        BROKEN
    }

    private enum Match {
        YES,
        NO,
        /** The policy's value is not of the operator's kind. */
        UNKNOWN,
        /** The request's value is not of the operator's kind, so that neither the operator nor its negation holds. */
        NEITHER
    }

    private final String operator;
    private final boolean negated;
    private final boolean ifExists;
    private final boolean forAll;
    private final boolean forAny;
    private final List<String> values;
    private final boolean hasVariables;
    private final ConditionContext context;

    private NaiveCondition(String written, List<String> values, boolean hasVariables, ConditionContext context) {
        forAll = written.startsWith("ForAllValues:");
        forAny = written.startsWith("ForAnyValue:");
        String rest = written.substring(written.indexOf(':') + 1);
        ifExists = rest.endsWith("IfExists");
        rest = ifExists ? rest.substring(0, rest.length() - "IfExists".length()) : rest;
        negated = rest.contains("Not");
        operator = rest.replace("Not", "");
        this.values = values;
        this.hasVariables = hasVariables;
        this.context = context;
    }

    static Answer ask(
            String operator, String key, List<String> values, boolean hasVariables, ConditionContext context) {
        return new NaiveCondition(operator, values, hasVariables, context).ask(key);
    }

    private Answer ask(String key) {
        if (operator.equals("Null")) {
            boolean absent = !context.contains(key);
            return answer(values.contains(Boolean.toString(absent)));
        }
        if (!context.contains(key)) {
            return answer(ifExists || forAll || (negated && !forAny));
        }
        List<String> present = context.get(key).orElseThrow();
        if (forAll) {
            Set<Answer> answers = answers(present);
            return answers.contains(Answer.FAILS) ? Answer.FAILS : broken(answers, Answer.HOLDS);
        }
        if (forAny) {
            Set<Answer> answers = answers(present);
            return answers.contains(Answer.HOLDS) ? Answer.HOLDS : broken(answers, Answer.FAILS);
        }
        return NaiveText.isMultiValued(key) ? Answer.FAILS : answerFor(present.get(0));
    }

    private static Answer answer(boolean holds) {
        return holds ? Answer.HOLDS : Answer.FAILS;
    }

    private static Answer broken(Set<Answer> answers, Answer otherwise) {
        return answers.contains(Answer.BROKEN) ? Answer.BROKEN : otherwise;
    }

    private Set<Answer> answers(List<String> present) {
        Set<Answer> answers = EnumSet.noneOf(Answer.class);
        present.forEach(value -> answers.add(answerFor(value)));
        return answers;
    }

    private Answer answerFor(String actual) {
        Set<Match> matches = EnumSet.noneOf(Match.class);
        values.forEach(value -> matches.add(match(value, actual)));
        if (matches.contains(Match.NEITHER)) {
            return Answer.FAILS;
        }
        if (matches.contains(Match.YES)) {
            return answer(!negated);
        }
        return matches.contains(Match.UNKNOWN) ? Answer.BROKEN : answer(negated);
    }

    private Match match(String written, String actual) {
        if (operator.startsWith("String") || operator.startsWith("Arn") || operator.equals("Bool")) {
            if (operator.startsWith("Arn") && (actual.split(":", 6).length < 6 || !actual.startsWith("arn:"))) {
                return Match.NEITHER;
            }
            NaiveText text = NaiveText.of(written, hasVariables, context);
            if (text != null && operator.startsWith("Arn") && text.arnParts().size() < 6) {
                return Match.UNKNOWN;
            }
            return text == null ? Match.NO : yes(textMatches(text, actual));
        }
        if (operator.startsWith("Numeric")) {
            BigDecimal wanted = number(written);
            BigDecimal given = number(actual);
            return yes(wanted != null && given != null && compares(given.compareTo(wanted)));
        }
        if (operator.startsWith("Date")) {
            Long wanted = date(written);
            Long given = date(actual);
            return yes(wanted != null && given != null && compares(given.compareTo(wanted)));
        }
        if (operator.equals("BinaryEquals")) {
            byte[] wanted = bytes(written);
            byte[] given = bytes(actual);
            return yes(wanted != null && given != null && Arrays.equals(wanted, given));
        }
        NaiveAddress given = NaiveAddress.address(actual);
        if (given == null) {
            return Match.NEITHER;
        }
        NaiveAddress range = NaiveAddress.range(written);
        return yes(range != null && range.holds(given));
    }

    private static Match yes(boolean matches) {
        return matches ? Match.YES : Match.NO;
    }

    private boolean textMatches(NaiveText text, String actual) {
        return switch (operator) {
            case "StringEquals" -> text.exact().equals(actual);
            case "StringEqualsIgnoreCase" ->
                text.exact().toLowerCase(Locale.ROOT).equals(actual.toLowerCase(Locale.ROOT));
            case "StringLike" -> text.matches(actual);
            case "Bool" -> text.exact().equalsIgnoreCase("true") == actual.equalsIgnoreCase("true");
            default -> text.matchesArn(actual);
        };
    }

    private boolean compares(int order) {
        if (operator.endsWith("LessThan")) {
            return order < 0;
        }
        if (operator.endsWith("LessThanEquals")) {
            return order <= 0;
        }
        if (operator.endsWith("GreaterThan")) {
            return order > 0;
        }
        return operator.endsWith("GreaterThanEquals") ? order >= 0 : order == 0;
    }

    private static @Nullable BigDecimal number(String text) {
        if (!text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+')) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** Milliseconds since 1970. Four digits are a year, other digits seconds. */
    private static @Nullable Long date(String text) {
        try {
            if (text.length() == 4 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return start(Year.parse(text).atDay(1));
            }
            BigDecimal seconds = text.contains(".") ? null : number(text);
            if (seconds != null) {
                return seconds.longValueExact() * 1000;
            }
            return switch (text.length()) {
                case 7 -> start(YearMonth.parse(text).atDay(1));
                case 10 -> start(LocalDate.parse(text));
                default -> OffsetDateTime.parse(text).toInstant().toEpochMilli();
            };
        } catch (DateTimeParseException notADate) {
            return null;
        }
    }

    private static byte @Nullable [] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static long start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
