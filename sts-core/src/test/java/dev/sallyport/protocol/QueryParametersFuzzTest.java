package dev.sallyport.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.error.ApiException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

class QueryParametersFuzzTest {
    @FuzzTest
    void whatIsReadIsTextThatReadsTheSameAgain(byte[] form) {
        QueryParameters parameters;
        try {
            parameters = QueryParameters.parse(form);
        } catch (ApiException refused) {
            assertThat(refused.error().status()).isBetween(400, 499);
            return;
        }
        for (String name : parameters.names()) {
            try {
                parameters.integer(name);
                parameters.bool(name);
                assertThat(parameters.structures(name)).hasSizeLessThanOrEqualTo(11 * QueryParameters.MAX_PARAMETERS);
                parameters.texts(name);
            } catch (ApiException refused) {
                assertThat(refused.error().status()).isEqualTo(400);
            }
        }
        String again = parameters.names().stream()
                .filter(name -> parameters.text(name).isPresent())
                .map(name ->
                        name + "=" + URLEncoder.encode(parameters.text(name).orElseThrow(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        if (again.length() <= QueryParameters.MAX_LENGTH) {
            QueryParameters readAgain = QueryParameters.parse(again.getBytes(StandardCharsets.US_ASCII));
            for (String name : readAgain.names()) {
                assertThat(readAgain.text(name)).isEqualTo(parameters.text(name));
            }
        }
    }
}
