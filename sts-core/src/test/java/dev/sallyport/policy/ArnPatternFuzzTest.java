package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.identity.Principal;
import java.util.Optional;

class ArnPatternFuzzTest {
    private static final String[] PIECES = {"arn", ":", "*", "?", "a", "b", "/", "::", "aws", "arn:aws:"};

    @FuzzTest
    void partsAreMatchedOneByOne(FuzzedDataProvider data) {
        String pattern = pieces(data);
        String text = data.consumeBoolean() ? "arn:" + pieces(data) : pieces(data);
        Template template = Template.parse(pattern, false, true, key -> {});
        Optional<ArnPattern> read = ArnPattern.of(template);
        ArnPattern.ArnText arn = ArnPattern.ArnText.parse(text);

        String[] parts = text.split(":", 6);
        assertThat(arn != null).isEqualTo(parts.length == 6 && parts[0].equals("arn"));
        boolean inForm = isInForm(pattern);
        assertThat(read.isPresent()).isEqualTo(inForm);
        if (inForm && arn != null) {
            boolean expected = everyPartMatches(pattern, parts);
            assertThat(read.orElseThrow().matches(arn)).isEqualTo(expected);
            assertThat(matches(template, text)).isEqualTo(expected);
        }
    }

    @FuzzTest
    void aResourceIsFoundAsItsPatternSays(FuzzedDataProvider data) {
        String pattern = pieces(data);
        String text = pieces(data);
        String[] parts = text.split(":", 6);
        boolean expected = pattern.equals("*")
                || (isInForm(pattern)
                        && parts.length == 6
                        && parts[0].equals("arn")
                        && everyPartMatches(pattern, parts));

        assertThat(matches(Template.parse(pattern, false, true, key -> {}), text))
                .isEqualTo(expected);
    }

    private static boolean matches(Template template, String resource) {
        AuthorizationRequest request = new AuthorizationRequest(
                new Principal.Anonymous(), "a:B", resource, Optional.empty(), ConditionContext.EMPTY);
        return ResourcePattern.of(template).match(new RequestFacts(request, false)) == ResourcePattern.Match.YES;
    }

    private static boolean isInForm(String pattern) {
        String[] parts = pattern.split(":", 6);
        return (parts.length == 6 || pattern.endsWith("*"))
                && PlainMatcher.of(parts[0]).matches("arn");
    }

    private static boolean everyPartMatches(String pattern, String[] text) {
        String[] parts = pattern.split(":", 6);
        for (int i = 0; i < 6; i++) {
            if (!PlainMatcher.of(i < parts.length ? parts[i] : "*").matches(text[i])) {
                return false;
            }
        }
        return true;
    }

    private static String pieces(FuzzedDataProvider data) {
        StringBuilder text = new StringBuilder();
        for (int i = data.consumeInt(0, 14); i > 0; i--) {
            text.append(data.pickValue(PIECES));
        }
        return text.toString();
    }
}
