package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.policy.ConditionRule.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one condition says of one request. */
class ConditionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "StringEquals|red|red|true",
                "StringEquals|red|RED|false",
                "StringEquals|r*|red|false",
                "StringEquals|r*|r*|true",
                "StringEqualsIgnoreCase|red|RED|true",
                "StringEqualsIgnoreCase|red|read|false",
                "StringLike|r*|red|true",
                "StringLike|r?d|red|true",
                "StringLike|r*|Red|false",
                "StringLike|red|red|true",
                "NumericEquals|10|10.0|true",
                "NumericEquals|10|1e1|true",
                "NumericEquals|10|10.1|false",
                "NumericLessThan|10|9|true",
                "NumericLessThan|10|10|false",
                "NumericLessThan|10|11|false",
                "NumericLessThanEquals|10|10|true",
                "NumericLessThanEquals|10|10.01|false",
                "NumericGreaterThan|10|11|true",
                "NumericGreaterThan|10|10|false",
                "NumericGreaterThanEquals|10|10|true",
                "NumericGreaterThanEquals|10|9|false",
                "NumericEquals|10|ten|false",
                "DateEquals|2026-11-22|2026-11-22T00:00:00Z|true",
                "DateEquals|2026-11-22|2026-11-22T00:00:01Z|false",
                "DateLessThan|2026-11-22|2026-11-21|true",
                "DateLessThan|2026-11-22|2026-11-22|false",
                "DateLessThanEquals|2026-11-22|2026-11-22|true",
                "DateLessThanEquals|2026-11-22|2026-11-23|false",
                "DateGreaterThan|2026-11-22|2026-11-23|true",
                "DateGreaterThan|2026-11-22|2026-11-22|false",
                "DateGreaterThanEquals|2026-11-22|2026-11-22|true",
                "DateGreaterThanEquals|2026-11-22|2026-11-21|false",
                "DateEquals|2026-11-22|some day|false",
                "Bool|true|TRUE|true",
                "Bool|true|false|false",
                "Bool|false|false|true",
                "Bool|false|no|true",
                "Bool|true|1|false",
                "BinaryEquals|YQ==|YQ==|true",
                "BinaryEquals|YQ==|YQ|true",
                "BinaryEquals|YQ==|Yg==|false",
                "BinaryEquals|YQ==|%|false",
                "IpAddress|192.0.2.0/24|192.0.2.1|true",
                "IpAddress|192.0.2.0/24|192.0.3.1|false",
                "IpAddress|0.0.0.0/32|0.0.0.0|true",
                "IpAddress|192.0.2.0/24|2001:db8::1|false",
                "IpAddress|192.0.2.0/24|::ffff:192.0.2.1|true",
                "IpAddress|2001:db8::/32|2001:db8::1|true",
                "IpAddress|2001:db8::/32|2001:db9::1|false",
                "IpAddress|2001:db8::/32|192.0.2.1|false",
                "ArnEquals|arn:aws:s3:::b/*|arn:aws:s3:::b/k|true",
                "ArnEquals|arn:aws:s3:::b/*|arn:aws:s3:::c/k|false",
                "ArnLike|arn:aws:iam::*:role/ci|arn:aws:iam::111122223333:role/ci|true",
                "ArnLike|arn:aws:iam::*:role/ci|arn:aws:iam::1:user:x:role/ci|false",
            })
    void anOperatorComparesAndItsNegationSaysTheOpposite(String operator, String literal, String value, boolean holds) {
        assertThat(test(operator, literal, value)).isEqualTo(holds ? Outcome.HOLDS : Outcome.FAILS);
        Operator.parse(operator.startsWith("Ip") ? "Not" + operator : operator.replaceFirst("(Equals|Like)", "Not$1"))
                .filter(negation -> negation.base().negated())
                .ifPresent(negation -> assertThat(test(negation.toString(), literal, value))
                        .isEqualTo(holds ? Outcome.FAILS : Outcome.HOLDS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // The final sigma goes by its place.
                "ΟΔΟΣ|οδος|true",
                "STRASSE|straße|false",
                "K|\u212a|true",
                // Outside the basic plane a letter is only itself.
                "\ud801\udc00|\ud801\udc28|false",
                "a\ud801\udc00|A\ud801\udc00|true",
            })
    void caseIsThatOfTheBasicPlane(String literal, String value, boolean equal) {
        // Documents escape such characters.
        Operand operand = Operand.compile(
                Operator.Base.STRING_EQUALS_IGNORE_CASE,
                literal,
                true,
                wildcards -> Template.parse(literal, true, wildcards, key -> {}));

        assertThat(operand.compare(value, ConditionContext.EMPTY))
                .isEqualTo(equal ? Operand.Answer.YES : Operand.Answer.NO);
    }

    @Test
    void oneOfSeveralValuesIsEnough() {
        assertThat(test("StringEquals", "red','blue", "blue")).isEqualTo(Outcome.HOLDS);
        assertThat(test("StringEquals", "red','blue", "green")).isEqualTo(Outcome.FAILS);
        assertThat(test("StringNotEquals", "red','blue", "blue")).isEqualTo(Outcome.FAILS);
        assertThat(test("StringNotEquals", "red','blue", "green")).isEqualTo(Outcome.HOLDS);
    }

    @ParameterizedTest
    @CsvSource({
        "StringEquals,FAILS",
        "StringNotEquals,HOLDS",
        "StringEqualsIfExists,HOLDS",
        "Bool,FAILS",
        "NotIpAddress,HOLDS",
        "ForAllValues:StringEquals,HOLDS",
        "ForAnyValue:StringEquals,FAILS",
        "ForAnyValue:StringNotEquals,FAILS",
        "ForAnyValue:StringEqualsIfExists,HOLDS",
    })
    void whatHoldsWithoutTheKeyGoesByTheOperator(String operator, Outcome outcome) {
        ConditionRule rule = rule(operator, operator.equals("NotIpAddress") ? "192.0.2.1" : "true");

        assertThat(rule.test(ConditionContext.EMPTY)).isEqualTo(outcome);
        assertThat(rule.toleratesAbsence()).isEqualTo(outcome == Outcome.HOLDS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"true|HOLDS|FAILS", "TRUE|HOLDS|FAILS", "false|FAILS|HOLDS", "true','false|HOLDS|HOLDS"},
            quoteCharacter = '"')
    void nullAsksOnlyWhetherTheKeyIsThere(String literals, Outcome absent, Outcome present) {
        ConditionRule rule = rule("Null", literals);

        assertThat(rule.test(ConditionContext.EMPTY)).isEqualTo(absent);
        assertThat(rule.test(key("anything"))).isEqualTo(present);
        assertThat(rule.test(keys())).isEqualTo(present);
        assertThat(rule.toleratesAbsence()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ForAllValues:StringEquals|a,b|true",
                "ForAllValues:StringEquals|a,c|false",
                "ForAllValues:StringEquals|c,a|false",
                "ForAllValues:StringEquals||true",
                "ForAnyValue:StringEquals|c,a|true",
                "ForAnyValue:StringEquals|a,c|true",
                "ForAnyValue:StringEquals|c,d|false",
                "ForAnyValue:StringEquals||false",
                "ForAllValues:StringNotEquals|c,d|true",
                "ForAllValues:StringNotEquals|c,a|false",
                "ForAnyValue:StringNotEquals|a,c|true",
                "ForAnyValue:StringNotEquals|a,b|false",
                // Without a set operator a multi-valued key never fits, not even with one value.
                "StringEquals|a|false",
                "StringNotEquals|c|false",
                "StringEqualsIfExists|a|false",
            })
    void aSetOperatorTakesTheValuesTogether(String operator, String values, boolean holds) {
        String[] all = values == null ? new String[0] : values.split(",", -1);

        assertThat(rule(operator, "a','b").test(keys(all))).isEqualTo(holds ? Outcome.HOLDS : Outcome.FAILS);
    }

    @Test
    void aSingleValueIsASetOfOne() {
        assertThat(test("ForAllValues:StringEquals", "a", "a")).isEqualTo(Outcome.HOLDS);
        assertThat(test("ForAllValues:StringEquals", "a", "b")).isEqualTo(Outcome.FAILS);
        assertThat(test("ForAnyValue:StringEquals", "a", "a")).isEqualTo(Outcome.HOLDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"IpAddress|192.0.2.1|nowhere", "ArnEquals|arn:aws:s3:::b|bucket", "ArnLike|arn:aws:*|"})
    void anAddressOrArnThatIsNoneSatisfiesNeitherAnOperatorNorItsNegation(String row) {
        String[] parts = row.split("\\|", -1);
        String negation = parts[0].startsWith("Ip") ? "NotIpAddress" : parts[0].replace("Arn", "ArnNot");

        assertThat(test(parts[0], parts[1], parts[2])).isEqualTo(Outcome.FAILS);
        assertThat(test(negation, parts[1], parts[2])).isEqualTo(Outcome.FAILS);
    }

    @Test
    void anArnOfThePolicyThatIsNoneIsBroken() {
        assertThat(lenient("ArnLike", "arn:aws:s3:::b", "bucket")).isEqualTo(Outcome.BROKEN);
        assertThat(lenient("ArnNotLike", "arn:aws:s3:::b", "bucket")).isEqualTo(Outcome.BROKEN);
        assertThat(lenient("ArnLike", "arn:aws:s3:::b", "arn:aws:s3")).isEqualTo(Outcome.BROKEN);
        assertThat(lenient("ArnLike", "not an arn", "bucket")).isEqualTo(Outcome.FAILS);
        assertThat(lenient("ArnLike", "arn:aws:s3:::b", "arn:aws:s3:::b', 'bucket"))
                .isEqualTo(Outcome.HOLDS);
    }

    @Test
    void aBrokenValueCountsOnlyWhereNoOtherSettlesIt() {
        String arn = "arn:aws:s3:::b";

        assertThat(lenientRule("ForAllValues:ArnLike", "bucket").test(keys(arn, "x")))
                .isEqualTo(Outcome.FAILS);
        assertThat(lenientRule("ForAllValues:ArnLike", "bucket").test(keys("x", arn)))
                .isEqualTo(Outcome.FAILS);
        assertThat(lenientRule("ForAllValues:ArnLike", "bucket").test(keys(arn, arn)))
                .isEqualTo(Outcome.BROKEN);
        ConditionRule any = lenientRule("ForAnyValue:ArnLike", "bucket','arn:aws:s3:::c");
        assertThat(any.test(keys("arn:aws:s3:::c", arn))).isEqualTo(Outcome.HOLDS);
        assertThat(any.test(keys(arn, "arn:aws:s3:::c"))).isEqualTo(Outcome.HOLDS);
        assertThat(any.test(keys(arn, "x"))).isEqualTo(Outcome.BROKEN);
        assertThat(any.test(keys("x"))).isEqualTo(Outcome.FAILS);
        assertThat(lenient("ArnNotLike", arn, "bucket', 'arn:aws:s3:::b")).isEqualTo(Outcome.FAILS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NumericEquals|ten|10",
                "NumericEquals|ten|ten",
                "DateLessThan|some day|2026",
                "DateLessThan|some day|some day",
                "IpAddress|nowhere|192.0.2.1",
                "IpAddress|nowhere|2001:db8::1",
                "Bool|perhaps|true",
            })
    void aLiteralThatCannotBeReadMatchesNothing(String operator, String literal, String value) {
        assertThat(lenient(operator, value, literal)).isEqualTo(Outcome.FAILS);
    }

    @Test
    void everyBooleanThatIsNotTrueIsFalse() {
        assertThat(lenient("Bool", "false", "perhaps")).isEqualTo(Outcome.HOLDS);
        assertThat(lenient("Bool", "perhaps", "perhaps")).isEqualTo(Outcome.HOLDS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "StringEquals|x-${a:other}|x-red|true",
                "StringEquals|x-${a:other}|x-blue|false",
                "StringEquals|${a:absent}|red|false",
                "StringEqualsIgnoreCase|X-${a:other}|x-RED|true",
                "StringLike|${a:other}*|red7|true",
                "StringLike|${a:other}*|blue|false",
                "StringLike|${a:absent}*|red|false",
                "Bool|${a:yes}|true|true",
                "Bool|${a:yes}|false|false",
                "Bool|${a:other}|false|true",
                "Bool|${a:absent}|false|false",
                "ArnLike|arn:aws:s3:::${a:other}/*|arn:aws:s3:::red/k|true",
                "ArnLike|arn:aws:s3:::${a:other}/*|arn:aws:s3:::blue/k|false",
                "ArnLike|arn:aws:s3:::${a:absent}/*|arn:aws:s3:::red/k|false",
                "ArnNotLike|arn:aws:s3:::${a:absent}/*|arn:aws:s3:::red/k|true",
                "ArnNotLike|arn:aws:s3:::${a:absent}/*|red|false",
                "StringNotEquals|${a:absent}|red|true",
            })
    void aVariableIsTheValueOfItsKey(String operator, String literal, String value, boolean holds) {
        ConditionContext context = ConditionContext.builder()
                .put("a:key", value)
                .put("a:other", "red")
                .put("a:yes", "True")
                .build();

        assertThat(lenientRule(operator, literal).test(context)).isEqualTo(holds ? Outcome.HOLDS : Outcome.FAILS);
    }

    @Test
    void aValueWithWildcardsFillsAVariableAsText() {
        ConditionContext context = ConditionContext.builder()
                .put("a:key", "red")
                .put("a:other", "*")
                .build();

        assertThat(lenientRule("StringLike", "${a:other}").test(context)).isEqualTo(Outcome.FAILS);
        assertThat(lenientRule("StringEquals", "*").test(context)).isEqualTo(Outcome.FAILS);
    }

    @Test
    void aNumberOfAnySizeIsComparedAtOnce() {
        Assertions.assertTimeout(Duration.ofSeconds(2), () -> {
            assertThat(test("NumericLessThan", "1e999999999", "1")).isEqualTo(Outcome.HOLDS);
            assertThat(test("NumericEquals", "1e-999999999", "1e999999999")).isEqualTo(Outcome.FAILS);
        });
    }

    @Test
    void aConditionShowsItselfAsItIsWritten() {
        Condition condition = condition(PolicyType.IDENTITY, "StringEqualsIfExists", "a','b");

        assertThat(condition).hasToString("StringEqualsIfExists a:Key [a, b]");
        assertThat(condition.key()).isEqualTo("a:key");
        assertThat(condition.line()).isEqualTo(1);
        assertThat(condition.column()).isEqualTo(121);
    }

    private static Outcome test(String operator, String literal, String value) {
        return rule(operator, literal).test(key(value));
    }

    /** As {@link #test}, where malformed literals are taken. */
    private static Outcome lenient(String operator, String value, String literal) {
        return lenientRule(operator, literal).test(key(value));
    }

    private static ConditionContext key(String value) {
        return ConditionContext.builder().put("a:key", value).build();
    }

    private static ConditionContext keys(String... values) {
        return ConditionContext.builder().putAll("a:key", List.of(values)).build();
    }

    private static ConditionRule rule(String operator, String literals) {
        return condition(PolicyType.IDENTITY, operator, literals).rule();
    }

    private static ConditionRule lenientRule(String operator, String literals) {
        return condition(PolicyType.SESSION, operator, literals).rule();
    }

    private static Condition condition(PolicyType type, String operator, String literals) {
        return Documents.policy(
                        type,
                        "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'" + operator + "':{'a:Key':['"
                                + literals + "']}}")
                .statements()
                .get(0)
                .conditions()
                .get(0);
    }
}
