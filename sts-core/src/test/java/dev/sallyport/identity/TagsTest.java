package dev.sallyport.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("changes the locale of the JVM")
class TagsTest {
    private final Tags tags = Tags.of(List.of(new Tag("Team", "red"), new Tag("stage", "Prod")));

    @Test
    void keyIsFoundInAnyCaseAndShownAsWritten() {
        assertThat(tags.get("TEAM")).hasValue("red");
        assertThat(tags.contains("tEAM")).isTrue();
        assertThat(tags.get("teams")).isEmpty();
        assertThat(tags.all()).containsExactly(new Tag("stage", "Prod"), new Tag("Team", "red"));
    }

    @Test
    void valueKeepsItsCase() {
        assertThat(tags.get("stage")).hasValue("Prod");
    }

    @Test
    void keysThatDifferOnlyInCaseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tags.of(List.of(new Tag("Department", "a"), new Tag("department", "a"))))
                .withMessage("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    }

    @Test
    void keyIsComparedTheSameWayInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("tr", "TR"));
            assertThat(Tags.of(Map.of("TITLE", "x")).get("title")).hasValue("x");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void overridingReplacesWhatDiffersOnlyInCase() {
        Tags merged = tags.overriddenBy(Tags.of(Map.of("TEAM", "blue", "cost", "1")));
        assertThat(merged.all())
                .containsExactly(new Tag("cost", "1"), new Tag("stage", "Prod"), new Tag("TEAM", "blue"));
        assertThat(tags.get("team")).hasValue("red");
    }

    @Test
    void orderDoesNotMatterAndCaseOfTheKeyDoes() {
        assertThat(Tags.of(List.of(new Tag("stage", "Prod"), new Tag("Team", "red"))))
                .isEqualTo(tags)
                .hasSameHashCodeAs(tags);
        assertThat(Tags.of(List.of(new Tag("stage", "Prod"), new Tag("team", "red"))))
                .isNotEqualTo(tags);
    }
}
