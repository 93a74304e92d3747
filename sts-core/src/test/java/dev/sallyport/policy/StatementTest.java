package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.identity.Principal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one statement is about. */
class StatementTest {
    private static final ConditionContext CONTEXT = ConditionContext.builder()
            .put("a:b", "red")
            .put("a:arn", "arn:aws:s3:::b")
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*|anything|true",
                "arn:aws:s3:::b/k|arn:aws:s3:::b/k|true",
                "arn:aws:s3:::b/k|arn:aws:s3:::b/K|false",
                "arn:aws:s3:::b/*|arn:aws:s3:::b/|true",
                "arn:aws:s3:::b/*|arn:aws:s3:::b|false",
                "arn:aws:s3:::*/k|arn:aws:s3:::b/c/k|true",
                "arn:aws:s3:::*/k|arn:aws:s3:::b/c/j|false",
                // A star does not reach over one of the first five colons, unless it ends a shorter pattern.
                "arn:aws:*:::x|arn:aws:s3:r::x|false",
                "arn:aws:sq*|arn:aws:sqs:r:111122223333:q|true",
                "arn:aws:sq*|arn:aws:s3:::b|false",
                "arn:aws:s3:*|arn:aws:s3:::b|true",
                "arn:aws:s3:*|arn:aws:s3:b|false",
                "arn:aws:s3:::${a:b}|arn:aws:s3:::red|true",
                "arn:aws:s3:::${a:b}|arn:aws:s3:::blue|false",
                "arn:aws:s3:::${a:none}|arn:aws:s3:::red|false",
                // Cut short without a star it is no pattern at all, and what is no ARN matches none.
                "arn:aws:s3|arn:aws:s3:::b|false",
                "arn:aws:s?|arn:aws:s3:::b|false",
                "arn:*:s3:::|arn:aws:s3:::b|false",
                "arn:aws:s3:::${a:b}x|arn:aws:s3:::redx|true",
                "*:aws:s3:::b|x:aws:s3:::b|false",
                "*:aws:s3:::b|arn:aws:s3:::b|true",
                "bucket|bucket|false",
                "arn:aws:s3:::b/*|*|false",
            })
    void aResourceIsMatchedPartByPart(String pattern, String resource, boolean matches) {
        Statement statement = stored("'Action':'*','Resource':'" + pattern + "'");
        Statement opposite = stored("'Action':'*','NotResource':'" + pattern + "'");

        assertThat(statement.matchesResource(facts("a:B", resource))).isEqualTo(matches);
        // Without its value a variable makes neither of them hold.
        assertThat(opposite.matchesResource(facts("a:B", resource))).isEqualTo(!matches && !pattern.contains("none"));
    }

    @Test
    void aVariableWithoutValueHindersOnlyTheNotForm() {
        assertThat(stored("'Action':'*','Resource':['arn:aws:s3:::${a:none}','arn:aws:s3:::b']")
                        .matchesResource(facts("a:B", "arn:aws:s3:::b")))
                .isTrue();
        assertThat(stored("'Action':'*','NotResource':['arn:aws:s3:::${a:none}','arn:aws:s3:::b']")
                        .matchesResource(facts("a:B", "arn:aws:s3:::c")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "a:Get*,A:GETALL,true",
        "a:Get*,a:Put,false",
        "*,b:Put,true",
        "*:Get,b:get,true",
        "a:G?t,a:Get,true",
        "a:G?t,a:Gt,false",
    })
    void anActionHasNoCase(String pattern, String action, boolean covers) {
        Statement statement = stored("'Action':['z:Z','" + pattern + "'],'Resource':'*'");
        Statement opposite = stored("'NotAction':['z:Z','" + pattern + "'],'Resource':'*'");

        assertThat(statement.coversAction(action)).isEqualTo(covers);
        assertThat(opposite.coversAction(action)).isEqualTo(!covers);
    }

    @Test
    void aBrokenLiteralDoesNotGrantAndDoesNotStopADeny() {
        String condition = ",'Action':'*','Resource':'*','Condition':{'ArnLike':{'a:arn':'bucket'}}";

        assertThat(applies("'Effect':'Allow'" + condition)).isFalse();
        assertThat(applies("'Effect':'Deny'" + condition)).isTrue();
        assertThat(applies("'Effect':'Deny'" + condition.replace("'bucket'", "'arn:aws:s3:::c'")))
                .isFalse();
        assertThat(applies("'Effect':'Allow'" + condition.replace("'bucket'", "'arn:aws:s3:::b'")))
                .isTrue();
    }

    @Test
    void everyConditionMustHold() {
        String both = "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'a:b':'red'},"
                + "'StringLike':{'a:b':'r*'}}";

        assertThat(applies(both)).isTrue();
        assertThat(applies(both.replace("r*", "b*"))).isFalse();
        assertThat(applies(both.replace("'red'", "'blue'"))).isFalse();
    }

    @Test
    void itKeepsItsElementsAsWritten() {
        Statement statement = stored("'NotAction':['a:B','A:*'],'NotResource':[' arn:aws:s3:::b ']");

        assertThat(statement.actions()).containsExactly("a:B", "A:*");
        assertThat(statement.resources()).containsExactly(" arn:aws:s3:::b ");
    }

    private static boolean applies(String elements) {
        Statement statement =
                Documents.stored(PolicyType.IDENTITY, elements).statements().get(0);
        return statement.applies(facts("a:B", "*")) != PrincipalMatch.NONE;
    }

    private static Statement stored(String elements) {
        return Documents.stored(PolicyType.IDENTITY, "'Effect':'Allow'," + elements)
                .statements()
                .get(0);
    }

    private static RequestFacts facts(String action, String resource) {
        return new RequestFacts(
                new AuthorizationRequest(new Principal.Anonymous(), action, resource, Optional.empty(), CONTEXT),
                false);
    }
}
