package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;

class ConditionFuzzTest {
    private static final String[] VALUES = {
        "",
        "a",
        "A",
        "\u00df",
        "\u0130",
        "*",
        "?",
        "a*",
        "${a:other}",
        "true",
        "FALSE",
        "0",
        "1",
        "-1.50",
        "-1.5",
        "1e3",
        "1000",
        "2026",
        "2026-11-22",
        "2026-11-22T00:00:00Z",
        "1.2.3.4",
        "1.2.3.0/24",
        "01.2.3.4",
        "::1",
        "::/0",
        "::ffff:1.2.3.4",
        "arn:aws:iam::111122223333:role/a",
        "arn:aws:iam::*:role/*",
        "arn:aws:*",
        "arn:",
        "YQ==",
        "YQ",
        "YWI="
    };

    @FuzzTest
    void anOperatorAndItsNegationAreOpposites(FuzzedDataProvider data) {
        Operator.Base base = data.pickValue(Operator.Base.values());
        List<String> literals = values(data);
        List<String> asked = values(data);
        ConditionContext single = ConditionContext.builder()
                .put("a:key", asked.get(0))
                .put("a:other", value(data))
                .build();
        if (base == Operator.Base.NULL) {
            return;
        }
        for (Operator.Base negation : Operator.Base.values()) {
            if (isNegationOf(negation, base)) {
                ConditionRule.Outcome is = test(base, Operator.SetOperator.NONE, literals, single);
                ConditionRule.Outcome isNot = test(negation, Operator.SetOperator.NONE, literals, single);
                if (is == null || isNot == null) {
                    assertThat(is).isEqualTo(isNot);
                } else if (!malformed(base, asked.get(0))) {
                    assertThat(is == ConditionRule.Outcome.BROKEN).isEqualTo(isNot == ConditionRule.Outcome.BROKEN);
                    assertThat(is == ConditionRule.Outcome.HOLDS).isEqualTo(isNot == ConditionRule.Outcome.FAILS);
                } else {
                    assertThat(is).isNotEqualTo(ConditionRule.Outcome.HOLDS);
                    assertThat(isNot).isNotEqualTo(ConditionRule.Outcome.HOLDS);
                }
            }
        }
    }

    @FuzzTest
    void aSetOfOneValueIsThatValue(FuzzedDataProvider data) {
        Operator.Base base = data.pickValue(Operator.Base.values());
        List<String> literals = values(data);
        String asked = value(data);
        if (base == Operator.Base.NULL) {
            return;
        }
        ConditionContext single = ConditionContext.builder().put("a:key", asked).build();
        ConditionContext multiple =
                ConditionContext.builder().putAll("a:key", List.of(asked)).build();
        ConditionRule.Outcome plain = test(base, Operator.SetOperator.NONE, literals, single);

        assertThat(test(base, Operator.SetOperator.FOR_ALL_VALUES, literals, multiple))
                .isEqualTo(plain);
        assertThat(test(base, Operator.SetOperator.FOR_ANY_VALUE, literals, multiple))
                .isEqualTo(plain);
        if (plain != null) {
            assertThat(test(base, Operator.SetOperator.NONE, literals, multiple))
                    .isEqualTo(ConditionRule.Outcome.FAILS);
        }
    }

    @FuzzTest
    void relationsDivideWhatCanBeCompared(FuzzedDataProvider data) {
        String literal = value(data);
        String asked = value(data);
        ConditionContext context =
                ConditionContext.builder().put("a:key", asked).build();
        boolean numbers = PolicyNumber.parse(literal).isPresent()
                && PolicyNumber.parse(asked).isPresent();
        assertDivided(
                numbers,
                holds(Operator.Base.NUMERIC_LESS_THAN, literal, context),
                holds(Operator.Base.NUMERIC_EQUALS, literal, context),
                holds(Operator.Base.NUMERIC_GREATER_THAN, literal, context),
                holds(Operator.Base.NUMERIC_LESS_THAN_EQUALS, literal, context),
                holds(Operator.Base.NUMERIC_GREATER_THAN_EQUALS, literal, context));
        boolean dates =
                PolicyDate.parse(literal).isPresent() && PolicyDate.parse(asked).isPresent();
        assertDivided(
                dates,
                holds(Operator.Base.DATE_LESS_THAN, literal, context),
                holds(Operator.Base.DATE_EQUALS, literal, context),
                holds(Operator.Base.DATE_GREATER_THAN, literal, context),
                holds(Operator.Base.DATE_LESS_THAN_EQUALS, literal, context),
                holds(Operator.Base.DATE_GREATER_THAN_EQUALS, literal, context));
    }

    @FuzzTest
    void textsAreComparedAsTheirOperatorSays(FuzzedDataProvider data) {
        String literal = value(data).replace("$", "");
        String asked = data.consumeBoolean() ? literal : value(data);
        ConditionContext context =
                ConditionContext.builder().put("a:key", asked).build();
        boolean equal = literal.equals(asked);

        assertThat(holds(Operator.Base.STRING_EQUALS, literal, context)).isEqualTo(equal);
        assertThat(holds(Operator.Base.STRING_LIKE, literal, context))
                .isEqualTo(PlainMatcher.of(literal).matches(asked));
        boolean ignoringCase = holds(Operator.Base.STRING_EQUALS_IGNORE_CASE, literal, context);
        assertThat(equal && !ignoringCase).isFalse();
        assertThat(holds(Operator.Base.STRING_EQUALS_IGNORE_CASE, asked.replace("$", ""), keyOf(literal)))
                .isEqualTo(asked.contains("$") ? ignoringCaseOf(literal, asked) : ignoringCase);
        if (LiteralForm.BASE64.fits(literal) && LiteralForm.BASE64.fits(asked)) {
            assertThat(holds(Operator.Base.BINARY_EQUALS, literal, context))
                    .isEqualTo(holds(Operator.Base.BINARY_EQUALS, asked, keyOf(literal)));
        }
    }

    private static boolean ignoringCaseOf(String literal, String asked) {
        return holds(Operator.Base.STRING_EQUALS_IGNORE_CASE, literal, keyOf(asked.replace("$", "")));
    }

    private static ConditionContext keyOf(String value) {
        return ConditionContext.builder().put("a:key", value).build();
    }

    private static void assertDivided(
            boolean comparable, boolean less, boolean equal, boolean greater, boolean atMost, boolean atLeast) {
        int held = (less ? 1 : 0) + (equal ? 1 : 0) + (greater ? 1 : 0);
        assertThat(held).isEqualTo(comparable ? 1 : 0);
        assertThat(atMost).isEqualTo(less || equal);
        assertThat(atLeast).isEqualTo(greater || equal);
    }

    private static boolean isNegationOf(Operator.Base negation, Operator.Base base) {
        return !base.negated() && negation.negated() && base.family() == negation.family() && isEqual(base);
    }

    private static boolean isEqual(Operator.Base base) {
        return base.relation() == Operator.Relation.EQUAL;
    }

    /** An address or ARN that is none satisfies neither an operator nor its negation. */
    private static boolean malformed(Operator.Base base, String asked) {
        return switch (base.family()) {
            case IP_ADDRESS -> IpLiteral.AS_AWS.read(asked).isEmpty();
            case ARN -> ArnPattern.ArnText.parse(asked) == null;
            default -> false;
        };
    }

    private static boolean holds(Operator.Base base, String literal, ConditionContext context) {
        return test(base, Operator.SetOperator.NONE, List.of(literal), context) == ConditionRule.Outcome.HOLDS;
    }

    /** Null when a literal is refused. */
    private static ConditionRule.Outcome test(
            Operator.Base base, Operator.SetOperator set, List<String> literals, ConditionContext context) {
        List<Operand> operands = new ArrayList<>();
        try {
            for (String literal : literals) {
                operands.add(Operand.compile(
                        base, literal, false, wildcards -> Template.parse(literal, true, wildcards, key -> {})));
            }
        } catch (IllegalArgumentException refused) {
            return null;
        }
        return new ConditionRule(new Operator(base, set, false), "a:key", literals, operands).test(context);
    }

    private static List<String> values(FuzzedDataProvider data) {
        List<String> values = new ArrayList<>();
        values.add(value(data));
        while (data.consumeBoolean()) {
            values.add(value(data));
        }
        return values;
    }

    private static String value(FuzzedDataProvider data) {
        return switch (data.consumeInt(0, 3)) {
            case 0 -> data.consumeString(30);
            case 1 -> data.pickValue(VALUES) + data.consumeAsciiString(3);
            default -> data.pickValue(VALUES);
        };
    }
}
