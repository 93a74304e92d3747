package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final ConditionContext CONTEXT = ConditionContext.builder()
            .put("a:b", "red")
            .put("aws:PrincipalTag/Cost Center", "7")
            .put("a:star", "*")
            .putAll("a:many", List.of("one"))
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "x|x",
                "\"\"|\"\"",
                "${a:b}|red",
                "${A:B}|red",
                "${ a:b }|red",
                "x-${a:b}-y|x-red-y",
                "${a:b}${a:b}|redred",
                "${aws:PrincipalTag/Cost Center}|7",
                "${a:none, 'blue'}|blue",
                "${a:none,'blue'}|blue",
                "${a:none, ''}|\"\"",
                "${a:none, 'it's'}|it's",
                "${a:b, 'blue'}|red",
                "${a:star}|*",
                "${*}${?}${$}|*?$",
                "a*b?|a*b?",
                "${a:b|${a:b",
                "$a:b}|$a:b}",
                "5$|5$",
            })
    void aVariableIsReplacedByItsValueOrDefault(String text, String resolved) {
        assertThat(parse(text, false).resolve(CONTEXT).map(Template::text)).contains(resolved);
        assertThat(parse(text, false).resolve(CONTEXT).orElseThrow().pattern().matches(resolved))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${a:none}", "${a:many}", "${a:many, 'x'}", "${a:b}${a:none}"})
    void withoutAValueThereIsNoText(String text) {
        assertThat(parse(text, true).resolve(CONTEXT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${}",
                "${ }",
                "${,'x'}",
                "${${a:b}}",
                "${a{b}",
                "${a'b}",
                "${a\tb}",
                "${a:b, x}",
                "${a:b, '}",
                "${a:b, 'x}",
                "${a:b, x'}"
            })
    void whatIsNoVariableIsRefused(String text) {
        assertThatThrownBy(() -> parse(text, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("${");
    }

    @Test
    void keysAreHandedOutAsWritten() {
        List<String> keys = new ArrayList<>();
        Template.parse("${aws:UserName}/${*}/${a:b, 'c'}", true, true, keys::add);

        assertThat(keys).containsExactly("aws:UserName", "a:b");
        assertThat(Template.parse("${a:b}", false, true, keys::add).hasVariables())
                .isFalse();
        assertThat(keys).hasSize(2);
    }

    @Test
    void wildcardsAreOnlyThoseOfThePolicy() {
        Wildcard pattern =
                parse("${a:star}-*-${*}?", true).resolve(CONTEXT).orElseThrow().pattern();

        assertThat(pattern.matches("*-anything-*x")).isTrue();
        assertThat(pattern.matches("x-anything-*x")).isFalse();
        assertThat(pattern.matches("*-anything-xx")).isFalse();
        assertThat(pattern.matches("*-anything-*")).isFalse();
        assertThat(parse("a*", false).pattern().matches("ab")).isFalse();
    }

    @Test
    void variablesAreResolvedBeforeAnythingIsMatched() {
        Template template = parse("x${a:b}", true);

        assertThatThrownBy(template::pattern).hasMessage("a variable is left");
        assertThatThrownBy(template::text).hasMessage("a variable is left");
        assertThatThrownBy(parse("${a:b}", true)::text).hasMessage("a variable is left");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // text, isStar, isLiteral, isPrefix, endsInStar, literalPrefix, literalSuffix
                "\"\"|false|true|false|false|\"\"|\"\"",
                "*|true|false|false|true|\"\"|\"\"",
                "?|false|false|false|false|\"\"|\"\"",
                "**|false|false|false|true|\"\"|\"\"",
                "ab|false|true|false|false|ab|ab",
                "ab*|false|false|true|true|ab|\"\"",
                "ab?|false|false|false|false|ab|\"\"",
                "*ab|false|false|false|false|\"\"|ab",
                "?*|false|false|false|true|\"\"|\"\"",
                "a*b|false|false|false|false|a|b",
                "a${x:y}|false|false|false|false|a|\"\"",
                "${x:y}*|false|false|false|true|\"\"|\"\"",
                "a?*|false|false|false|true|a|\"\"",
            })
    void itsShapeIsKnownWithoutMatching(
            String text,
            boolean star,
            boolean literal,
            boolean prefix,
            boolean endsInStar,
            String literalPrefix,
            String literalSuffix) {
        Template template = parse(text, true);

        assertThat(template.isStar()).isEqualTo(star);
        assertThat(template.isLiteral()).isEqualTo(literal);
        assertThat(template.isPrefix()).isEqualTo(prefix);
        assertThat(template.endsInStar()).isEqualTo(endsInStar);
        assertThat(template.literalPrefix()).isEqualTo(literalPrefix);
        assertThat(template.literalSuffix()).isEqualTo(literalSuffix);
    }

    @Test
    void cutsAreAtColonsOfThePolicyAlone() {
        Template resolved = parse("a:${x:y}*:b:c:d", true)
                .resolve(ConditionContext.builder().put("x:y", "1").build())
                .orElseThrow();

        assertThat(resolved.splitAtColons(3)).extracting(Template::text).containsExactly("a", "1*", "b:c:d");
        assertThat(resolved.splitAtColons(9)).extracting(Template::text).containsExactly("a", "1*", "b", "c", "d");
        assertThat(parse("", true).splitAtColons(6)).extracting(Template::text).containsExactly("");
        assertThat(parse(":", true).splitAtColons(6)).extracting(Template::text).containsExactly("", "");
    }

    private static Template parse(String text, boolean wildcards) {
        return Template.parse(text, true, wildcards, key -> {});
    }
}
