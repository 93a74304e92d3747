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
}
