package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
    @ParameterizedTest
    @CsvSource({
        "*,'',true",
        "'','',true",
        "'',a,false",
        "a,a,true",
        "a,A,false",
        "a*,a,true",
        "*a,ba,true",
        "*a,ab,false",
        "a*b,ab,true",
        "a*a,a,false",
        "ab*ba,aba,false",
        "*ab*ab*,xabyabz,true",
        "*ab*ab*,xaby,false",
        "?,x,true",
        "?,'',false",
        "a?c,abc,true",
        "*?*,'',false",
        "*?*,x,true",
        "*a?*c,xaac,true",
        "*a?*c,xac,false",
        "[a],a,false",
        "[a],[a],true",
        "a.c,abc,false",
    })
    void starIsAnyRunAndQuestionMarkIsOneUnit(String glob, String text, boolean matches) {
        assertThat(Wildcard.of(glob).matches(text)).isEqualTo(matches);
    }

    @Test
    void questionMarkIsOneUtf16Unit() {
        assertThat(Wildcard.of("?").matches("\ud83d\ude00")).isFalse();
        assertThat(Wildcard.of("??").matches("\ud83d\ude00")).isTrue();
    }

    @Test
    void starCrossesLineEndsAndSlashes() {
        assertThat(Wildcard.of("a*b").matches("a\n/\u2028b")).isTrue();
    }

    @Test
    void literalTextIsNeverReadAsAPattern() {
        Wildcard pattern =
                new Wildcard.Builder().literal("a*?").anyRun().literal("?").build();

        assertThat(pattern.matches("a*?zzz?")).isTrue();
        assertThat(pattern.matches("axyzzz?")).isFalse();
        assertThat(pattern.matches("a*?zzzx")).isFalse();
    }

    @Test
    void aPartOfATextMatchesOnItsOwn() {
        assertThat(Wildcard.of("b*").matches("abcd", 1, 3)).isTrue();
        assertThat(Wildcard.of("*d").matches("abcd", 1, 3)).isFalse();
        assertThat(Wildcard.of("*c?*").matches("abcd", 1, 3)).isFalse();
    }

    @Test
    void whatIsSlowForABacktrackingMatcherIsNot() {
        String text = "a".repeat(5000);
        Wildcard stars = Wildcard.of("a*".repeat(1000) + "b");
        Wildcard marks = Wildcard.of("*" + "a?".repeat(1000) + "b*");

        Assertions.assertTimeout(Duration.ofSeconds(2), () -> {
            assertThat(stars.matches(text)).isFalse();
            assertThat(stars.matches(text + "b")).isTrue();
            assertThat(marks.matches(text)).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({
        // glob, literal prefix, isLiteral, matchesEverything
        "'','',true,false",
        "a,a,true,false",
        "*,'',false,true",
        "**,'',false,true",
        "?,'',false,false",
        "*?,'',false,false",
        "ab*,ab,false,false",
        "ab?c*,ab,false,false",
        "*ab,'',false,false",
    })
    void itsShapeIsKnownWithoutMatching(String glob, String prefix, boolean literal, boolean everything) {
        Wildcard wildcard = Wildcard.of(glob);

        assertThat(wildcard.literalPrefix()).isEqualTo(prefix);
        assertThat(wildcard.isLiteral()).isEqualTo(literal);
        assertThat(wildcard.matchesEverything()).isEqualTo(everything);
    }

    @ParameterizedTest
    @CsvSource({
        // What stands in the middle must end before the tail begins, and begin behind the head.
        "a*bc*c,abc,false",
        "a*bc*c,axbc,false",
        "a*bc*c,abcc,true",
        "a*a,a,false",
        "*b?*b?*,xxbx,false",
        "ab*b*,ab,false",
        "ab*b*,abb,true",
        "a*b?*c,abc,false",
        "a*b?*c,abxc,true",
        "a*?b*,ab,false",
        "a*?b*,axb,true",
        "*b*b*,b,false",
        "*b?*b?*,bxbx,true",
        "*b?*b?*,bxb,false",
    })
    void runsDoNotOverlap(String glob, String text, boolean matches) {
        assertThat(Wildcard.of(glob).matches(text)).isEqualTo(matches);
        assertThat(Wildcard.of(glob).matches("**" + text + "*", 2, text.length() + 2))
                .isEqualTo(matches);
    }
}
