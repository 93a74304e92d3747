package dev.sallyport.policy.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDiffTest {
    private static final String STATEMENT = """
            {"Effect": "Allow", "Action": ["orders:Get*", "orders:List"], "Resource": "arn:aws:orders:::order/${aws:username}/*",
             "Condition": {"StringEquals": {"aws:PrincipalTag/team": ["red", "blue"]},
                           "NumericLessThan": {"aws:MultiFactorAuthAge": "900"},
                           "DateGreaterThan": {"aws:CurrentTime": "2026-01-01T00:00:00Z"},
                           "IpAddress": {"aws:SourceIp": "10.1.0.0/16"},
                           "Null": {"aws:TokenIssueTime": "true"},
                           "ForAnyValue:StringLike": {"aws:TagKeys": "cost-*"}}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Allow        | Deny
            orders:Get*  | orders:Ge*
            orders:Get*  | orders:Get?*
            orders:List  | orders:Listen
            order/$      | *order/$
            }/*          | }/?
            "red", "blue"| "red"
            "red", "blue"| "red", "blue", "green"
            StringEquals | StringEqualsIgnoreCase
            StringEquals | StringEqualsIfExists
            StringEquals | StringNotEquals
            NumericLessThan | NumericLessThanEquals
            "900"        | "901"
            2026-01-01T00| 2026-01-01T01
            DateGreaterThan | DateGreaterThanEquals
            10.1.0.0/16  | 10.1.0.0/15
            10.1.0.0/16  | 10.1.0.0/17
            "true"       | "false"
            ForAnyValue  | ForAllValues
            cost-*       | cost-?*
            Action       | NotAction
            Resource     | NotResource
            """)
    void aChangeShowsOnARequestMadeFromTheTwo(String from, String to) {
        Policy before = policy(STATEMENT);
        Policy after = policy(STATEMENT.replace(from, to));
        assertThat(after.json()).isNotEqualTo(before.json());
        List<AuthorizationRequest> requests = PolicyDiff.requests(before, after);
        assertThat(PolicyDiff.differences(before, after, requests)).isNotEmpty();
        assertThat(PolicyDiff.differences(before, before, requests)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            role/deploy      | role/other
            role/deploy      | user/deploy
            111122223333     | 444455556666
            "AWS": "arn:aws:iam::111122223333:role/deploy" | "AWS": "*"
            Principal        | NotPrincipal
            """)
    void aChangeOfPrincipalsShows(String from, String to) {
        String document = """
                {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "a:B", "Resource": "*",
                  "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}}}""";
        Policy before = Policy.parse(PolicyType.RESOURCE, "a", document);
        Policy after = Policy.parse(PolicyType.RESOURCE, "b", document.replace(from, to));
        assertThat(PolicyDiff.differences(before, after, PolicyDiff.requests(before, after)))
                .isNotEmpty();
    }

    @Test
    void eachTypeIsAskedSoThatItsAllowsShow() {
        for (PolicyType type :
                List.of(PolicyType.IDENTITY, PolicyType.BOUNDARY, PolicyType.SESSION, PolicyType.SERVICE_CONTROL)) {
            Policy before = Policy.parse(type, "a", document(STATEMENT));
            Policy after = Policy.parse(type, "b", document(STATEMENT.replace("orders:List", "orders:Listen")));
            assertThat(PolicyDiff.differences(before, after, PolicyDiff.requests(before, after)))
                    .as(type.name())
                    .anyMatch(difference -> difference.before().isAllowed())
                    .anyMatch(difference -> difference.after().isAllowed());
        }
    }

    @Test
    void theNumberOfRequestsIsBounded() {
        StringBuilder statements = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            statements.append(i == 0 ? "" : ",").append(STATEMENT.replace("orders", "orders" + i));
        }
        Policy big = Policy.parse(
                PolicyType.IDENTITY, "big", "{\"Version\": \"2012-10-17\", \"Statement\": [" + statements + "]}");
        assertThat(PolicyDiff.requests(big, big)).hasSize(20_000);
    }

    @Test
    void policiesOfDifferentTypesAreRefused() {
        Policy identity = policy(STATEMENT);
        Policy boundary = Policy.parse(PolicyType.BOUNDARY, "b", document(STATEMENT));
        assertThatIllegalArgumentException().isThrownBy(() -> PolicyDiff.differences(identity, boundary, List.of()));
    }

    private static Policy policy(String statement) {
        return Policy.parse(PolicyType.IDENTITY, "p", document(statement));
    }

    private static String document(String statement) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": [" + statement + "]}";
    }
}
