package dev.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void aRefusalIsCodeMessageAndDecisionId() {
        Refusal refusal = Refusal.of(new ApiException(ApiError.ACCESS_DENIED, "not \"you\""), "d-1");

        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.json())
                .isEqualTo("{\"code\":\"AccessDenied\",\"message\":\"not \\\"you\\\"\",\"decisionId\":\"d-1\"}");
    }

    @Test
    void theReasonForTheAuditRecordStaysBehind() {
        Refusal refusal = Refusal.of(
                new ApiException(ApiError.INVALID_CLIENT_TOKEN_ID, "the token is invalid", "another ring key"), "d-1");

        assertThat(refusal.json()).doesNotContain("ring key");
    }
}
