package dev.sallyport.policy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import org.junit.jupiter.api.Test;

class PolicyEquivalenceTest {
    private static final String READ = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "api:Get", "Resource": ["a", "b"]}}""";

    @Test
    void orderAndListsOfOneMakeNoDifference() {
        assertThat(same(READ, """
                {"Version": "2012-10-17",
                 "Statement": [{"Resource": ["b", "a"], "Action": ["API:get"], "Effect": "Allow", "Sid": ""}]}""")).isTrue();
    }

    @Test
    void versionMakesADifferenceAndAbsentIsTheOldOne() {
        String absent = READ.replace("\"Version\": \"2012-10-17\",", "");
        assertThat(same(READ, absent)).isFalse();
        assertThat(same(READ.replace("2012", "2008"), absent)).isTrue();
    }

    @Test
    void valueWithACommaIsNotTwoValues() {
        assertThat(same(READ, READ.replace("[\"a\", \"b\"]", "\"a, b\""))).isFalse();
    }

    @Test
    void caseOfAResourceMakesADifference() {
        assertThat(same(READ, READ.replace("\"a\"", "\"A\""))).isFalse();
    }

    private static boolean same(String a, String b) {
        return PolicyEquivalence.equivalent(Json.parse(a, JsonLimits.DEFAULT), Json.parse(b, JsonLimits.DEFAULT));
    }
}
