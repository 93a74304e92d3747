package dev.sallyport.delegation;

import static dev.sallyport.delegation.Messages.bytes;
import static dev.sallyport.delegation.Messages.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.route.CanonicalPath;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesAnswerTest {
    private static final String ROUTES = text(Messages.routes().json());

    @Test
    void routesArriveWhole() {
        RoutesAnswer arrived = RoutesAnswer.parse(Messages.routes().json());

        assertThat(arrived).isEqualTo(Messages.routes());
        assertThat(arrived.table()
                        .match("api.example.com", "GET", CanonicalPath.of("/payments/42"))
                        .orElseThrow()
                        .resource())
                .isEqualTo("arn:aws:payments:us-east-1:111122223333:payment/42");
    }

    @Test
    void routesOfAnotherServiceOrForLongTermKeysAreNoAnswer() {
        assertThatThrownBy(() -> answer("orders", false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> answer("payments", true)).isInstanceOf(IllegalArgumentException.class);
    }

    private static RoutesAnswer answer(String service, boolean longTermKeys) {
        return new RoutesAnswer(
                "payments",
                "test.example",
                Set.of("us-east-1"),
                1,
                Duration.ZERO,
                List.of(Messages.route(service, longTermKeys)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version",
                "service",
                "trustDomain",
                "regions",
                "maxBodyBytes",
                "maxAgeSeconds",
                "routes",
                "name",
                "host",
                "operations",
                "action",
                "methods",
                "path",
                "resource",
                "resourceTags",
                "key",
                "value"
            })
    void aMissingMemberIsRefused(String name) {
        assertRefused(ROUTES.replaceFirst("\"" + name + "\":", "\"no-" + name + "\":"));
    }

    @Test
    void anUnknownMemberIsRefused() {
        assertRefused(ROUTES.replace("{\"action\"", "{\"longTermKeys\":true,\"action\""));
        assertRefused(ROUTES.replace("{\"name\"", "{\"longTermKeys\":true,\"name\""));
    }

    @Test
    void anOperationThatIsNoneIsRefused() {
        assertRefused(ROUTES.replace("\"payments:GetPayment\"", "\"GetPayment\""));
        assertRefused(ROUTES.replace("\"HEAD\"", "\"TRACE\""));
        assertRefused(ROUTES.replace("/payments/{id}", "/payments/{other}"));
        assertRefused(ROUTES.replace("*.example.com", "*example.com"));
        assertRefused(ROUTES.replace("111122223333:payment/", "{id}:payment/"));
        assertRefused(ROUTES.replace("\"maxAgeSeconds\":60", "\"maxAgeSeconds\":61"));
    }

    @Test
    void operationsThatCollideAreRefused() {
        assertRefused(ROUTES.replace("/payments/{rest+}", "/payments/{other}"));
    }

    private static void assertRefused(String json) {
        assertThat(json).isNotEqualTo(ROUTES);
        assertThatThrownBy(() -> RoutesAnswer.parse(bytes(json))).isInstanceOf(MalformedMessageException.class);
    }
}
