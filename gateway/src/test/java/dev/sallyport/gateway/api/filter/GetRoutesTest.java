package dev.sallyport.gateway.api.filter;

import static dev.sallyport.gateway.api.filter.FilterCalls.FILTER;
import static dev.sallyport.gateway.api.filter.FilterCalls.NAMESAKE;
import static dev.sallyport.gateway.api.filter.FilterCalls.SECRET;
import static dev.sallyport.gateway.api.filter.FilterCalls.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.delegation.FilterProtocol;
import dev.sallyport.delegation.RoutesAnswer;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccessKeyId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GetRoutesTest {
    private final FilterCalls calls = new FilterCalls();

    @Test
    void theRoutesOfTheFiltersServiceAreTheAnswer() {
        RoutesAnswer answer = answer(FILTER, "?service=payments");

        assertThat(answer.routes()).hasSize(1);
        assertThat(answer.service()).isEqualTo("payments");
        assertThat(answer.trustDomain()).isEqualTo("test.example");
        assertThat(answer.regions()).containsExactly("us-east-1");
        assertThat(answer.maxBodyBytes()).isEqualTo(1 << 20);
        assertThat(RoutesAnswer.parse(answer.json())).isEqualTo(answer);
    }

    @Test
    void theRoutesOfAnotherFilterAreNot() {
        assertRefused(FILTER, "?service=orders", ApiError.ACCESS_DENIED);
        assertRefused(NAMESAKE, "?service=payments", ApiError.ACCESS_DENIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "?service",
                "?Service=payments",
                "?service=payments&service=orders",
                "?service=payments&a=b"
            })
    void anotherQueryIsMalformed(String query) {
        assertRefused(FILTER, query, ApiError.MALFORMED_INPUT);
    }

    private RoutesAnswer answer(AccessKeyId key, String query) {
        byte[] nothing = new byte[0];
        return GetRoutes.answer(calls.call(
                signed("GET", FilterProtocol.ROUTES_PATH + query, key, SECRET, "sallyport", nothing), nothing));
    }

    private void assertRefused(AccessKeyId key, String query, ApiError error) {
        assertThatThrownBy(() -> answer(key, query))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(error));
    }
}
