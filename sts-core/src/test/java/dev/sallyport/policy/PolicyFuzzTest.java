package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

class PolicyFuzzTest {
    private static final List<PolicyType> TYPES = List.of(PolicyType.values());
    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final List<Principal> PRINCIPALS = List.of(
            new Principal.User(ACCOUNT, "/", "ann", new UniqueId("AIDAANNANNANNANNANNAN")),
            new Principal.Service("fuzz.example.com"));

    /** The first byte is the type of the policy, the rest its text. */
    @FuzzTest
    void aDocumentIsAPolicyOrRefusedWithItsPlace(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        PolicyType type = TYPES.get((bytes[0] & 0xff) % TYPES.size());
        String json = new String(bytes, 1, bytes.length - 1, StandardCharsets.ISO_8859_1);
        Policy policy;
        try {
            policy = Policy.parse(type, "fuzz", json);
        } catch (MalformedPolicyException refused) {
            assertThat(refused.detail()).doesNotContain("\n");
            assertInside(json, refused.line(), refused.column());
            return;
        }
        assertThat(policy.statements()).isNotEmpty();
        MatchedStatement before = null;
        for (Statement statement : policy.statements()) {
            MatchedStatement place = statement.place();
            assertInside(json, place.startLine(), place.startColumn());
            assertInside(json, place.endLine(), place.endColumn() - 1);
            if (before != null) {
                assertThat(place.startLine()).isEqualTo(before.endLine());
                assertThat(place.startColumn()).isEqualTo(before.endColumn());
            }
            before = place;
        }
        assertThat(decisions(policy)).isEqualTo(decisions(Policy.parse(type, "fuzz", json)));
        // Older rules are looser: what may be written may also be stored, and means the same.
        assertThat(decisions(policy)).isEqualTo(decisions(Policy.parseStored(type, "fuzz", json)));
    }

    private static void assertInside(String json, int line, int column) {
        String[] lines = json.split("\n", -1);
        assertThat(line).isBetween(1, lines.length);
        assertThat(column).isBetween(1, lines[line - 1].length() + 1);
    }

    private static List<Boolean> decisions(Policy policy) {
        return PRINCIPALS.stream()
                .map(principal -> {
                    AuthorizationRequest request = new AuthorizationRequest(
                            principal,
                            "s3:GetObject",
                            "arn:aws:s3:::b/k",
                            Optional.of(ACCOUNT),
                            ConditionContext.builder()
                                    .put("aws:username", "ann")
                                    .build());
                    PolicySet policies = with(policy);
                    boolean allowed =
                            PolicyEvaluator.evaluate(policies, request).isAllowed();
                    assertThat(PolicyEvaluator.explain(policies, request).isAllowed())
                            .isEqualTo(allowed);
                    return allowed;
                })
                .toList();
    }

    private static PolicySet with(Policy policy) {
        return switch (policy.type()) {
            case IDENTITY -> PolicySet.ofIdentity(List.of(policy));
            case BOUNDARY -> PolicySet.NONE.withBoundary(Optional.of(policy));
            case SESSION -> PolicySet.NONE.withSession(List.of(policy));
            case RESOURCE, TRUST -> PolicySet.NONE.withResource(Optional.of(policy));
            case SERVICE_CONTROL -> PolicySet.NONE.withServiceControl(List.of(List.of(policy)));
            case RESOURCE_CONTROL -> PolicySet.NONE.withResourceControl(List.of(List.of(policy)));
            case ENDPOINT -> PolicySet.NONE.withEndpoint(List.of(policy));
        };
    }
}
