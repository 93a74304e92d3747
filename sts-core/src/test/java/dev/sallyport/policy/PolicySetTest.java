package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicySetTest {
    @Test
    void policiesAreListedInTheOrderInWhichADenyIsNamed() {
        PolicySet all = PolicySet.ofIdentity(List.of(of(PolicyType.IDENTITY)))
                .withBoundary(Optional.of(of(PolicyType.BOUNDARY)))
                .withSession(List.of(of(PolicyType.SESSION)))
                .withResource(Optional.of(of(PolicyType.RESOURCE)))
                .withServiceControl(List.of(List.of(of(PolicyType.SERVICE_CONTROL))))
                .withResourceControl(List.of(List.of(of(PolicyType.RESOURCE_CONTROL))))
                .withEndpoint(List.of(of(PolicyType.ENDPOINT)));

        assertThat(all.all())
                .extracting(Policy::type)
                .containsExactly(
                        PolicyType.SERVICE_CONTROL,
                        PolicyType.RESOURCE_CONTROL,
                        PolicyType.ENDPOINT,
                        PolicyType.RESOURCE,
                        PolicyType.IDENTITY,
                        PolicyType.BOUNDARY,
                        PolicyType.SESSION);
    }

    @ParameterizedTest
    @EnumSource
    void aPolicyStandsOnlyWhereItsTypeBelongs(PolicyType type) {
        Policy policy = of(type);

        assertPlace(type == PolicyType.IDENTITY, policy, p -> PolicySet.ofIdentity(List.of(p)));
        assertPlace(type == PolicyType.BOUNDARY, policy, p -> PolicySet.NONE.withBoundary(Optional.of(p)));
        assertPlace(type == PolicyType.SESSION, policy, p -> PolicySet.NONE.withSession(List.of(p)));
        assertPlace(
                type == PolicyType.RESOURCE || type == PolicyType.TRUST,
                policy,
                p -> PolicySet.NONE.withResource(Optional.of(p)));
        assertPlace(
                type == PolicyType.SERVICE_CONTROL,
                policy,
                p -> PolicySet.NONE.withServiceControl(List.of(List.of(p))));
        assertPlace(
                type == PolicyType.RESOURCE_CONTROL,
                policy,
                p -> PolicySet.NONE.withResourceControl(List.of(List.of(p))));
        assertPlace(type == PolicyType.ENDPOINT, policy, p -> PolicySet.NONE.withEndpoint(List.of(p)));
    }

    private static void assertPlace(boolean belongs, Policy policy, Function<Policy, PolicySet> place) {
        if (belongs) {
            assertThat(place.apply(policy).all()).containsExactly(policy);
        } else {
            assertThatThrownBy(() -> place.apply(policy))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(policy + " stands in the place of a ");
        }
    }

    private static Policy of(PolicyType type) {
        String elements = "'Effect':'Deny'"
                + (type.hasPrincipal() ? ",'Principal':'*'" : "")
                + (type == PolicyType.TRUST ? ",'Action':'sts:AssumeRole'" : ",'Action':'a:B','Resource':'*'");
        return Documents.policy(type, elements);
    }
}
