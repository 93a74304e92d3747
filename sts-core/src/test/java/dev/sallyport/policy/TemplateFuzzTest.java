package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class TemplateFuzzTest {
    private static final String[] VALUES = {"*", "?", "a", "b", ":", "${a:b}", "${*}", "$", "}", "'", ", 'x'"};

    @FuzzTest
    void aSubstitutedValueFitsOnlyItself(FuzzedDataProvider data) {
        String value = data.consumeBoolean() ? data.consumeString(20) : pieces(data, 4);
        PlainMatcher expected = new PlainMatcher();
        StringBuilder written = new StringBuilder();
        StringBuilder asText = new StringBuilder();
        for (int i = data.consumeInt(0, 8); i > 0; i--) {
            switch (data.consumeInt(0, 5)) {
                case 0 -> {
                    written.append("${a:b}");
                    expected.literal(value);
                    asText.append(value);
                }
                case 1 -> {
                    written.append("${a:absent, 'd*'}");
                    expected.literal("d*");
                    asText.append("d*");
                }
                case 2 -> {
                    written.append("${*}${?}${$}");
                    expected.literal("*?$");
                    asText.append("*?$");
                }
                case 3 -> {
                    written.append('*');
                    expected.pattern("*");
                    asText.append('*');
                }
                case 4 -> {
                    written.append('?');
                    expected.pattern("?");
                    asText.append('?');
                }
                default -> {
                    written.append("a:");
                    expected.literal("a:");
                    asText.append("a:");
                }
            }
        }
        ConditionContext context = ConditionContext.builder().put("A:B", value).build();
        String text = data.consumeBoolean() ? asText.toString() : pieces(data, 12);

        Template pattern = Template.parse(written.toString(), true, true, key -> {})
                .resolve(context)
                .orElseThrow();
        assertThat(pattern.pattern().matches(text)).isEqualTo(expected.matches(text));
        Template plain = Template.parse(written.toString(), true, false, key -> {})
                .resolve(context)
                .orElseThrow();
        assertThat(plain.text()).isEqualTo(asText.toString());
        assertThat(plain.pattern().matches(text)).isEqualTo(asText.toString().equals(text));
    }

    @FuzzTest
    void whatIsReadAsAVariableIsReadTheSameAgain(FuzzedDataProvider data) {
        String text = data.consumeBoolean() ? data.consumeString(40) : pieces(data, 6);
        ConditionContext context =
                ConditionContext.builder().put("a:b", data.consumeString(10)).build();
        Template template;
        try {
            template = Template.parse(text, true, false, key -> assertThat(key).isNotEmpty());
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).contains("${");
            return;
        }
        assertThat(template.hasVariables() || template.isLiteral()).isTrue();
        template.resolve(context).ifPresent(resolved -> {
            assertThat(resolved.hasVariables()).isFalse();
            assertThat(resolved.pattern().matches(resolved.text())).isTrue();
        });
        // The old version of the language reads no variables: the text is itself.
        assertThat(Template.parse(text, false, false, key -> {}).text()).isEqualTo(text);
    }

    private static String pieces(FuzzedDataProvider data, int max) {
        StringBuilder text = new StringBuilder();
        for (int i = data.consumeInt(0, max); i > 0; i--) {
            text.append(data.pickValue(VALUES));
        }
        return text.toString();
    }
}
