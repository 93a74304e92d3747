package dev.sallyport.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ApiErrorTest {
    /** SDKs choose by these texts whether to retry, to refresh or to give up. */
    @ParameterizedTest
    @CsvSource({
        "AccessDenied, 403",
        "ExpiredToken, 403",
        "ExpiredTokenException, 400",
        "IDPCommunicationError, 400",
        "IncompleteSignature, 400",
        "InternalFailure, 500",
        "InvalidAction, 400",
        "InvalidClientTokenId, 403",
        "InvalidIdentityToken, 400",
        "InvalidParameterValue, 400",
        "MalformedInput, 400",
        "MalformedPolicyDocument, 400",
        "MalformedQueryString, 404",
        "MissingAction, 400",
        "MissingAuthenticationToken, 403",
        "EntityAlreadyExists, 409",
        "InvalidAuthenticationCode, 403",
        "LimitExceeded, 409",
        "NoSuchEntity, 404",
        "PackedPolicyTooLarge, 400",
        "RequestEntityTooLarge, 413",
        "ServiceUnavailable, 503",
        "SessionRevoked, 403",
        "SignatureDoesNotMatch, 403",
        "Throttling, 400",
        "ValidationError, 400"
    })
    void codeHasTheStatusThatClientsKnow(String code, int status) {
        assertThat(ApiError.values())
                .filteredOn(error -> error.code().equals(code))
                .singleElement()
                .satisfies(error -> assertThat(error.status()).isEqualTo(status));
    }

    @Test
    void noCodeIsThereTwice() {
        assertThat(Arrays.stream(ApiError.values()).map(ApiError::code)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(ApiError.class)
    void faultIsTheSendersBelowFiveHundredAndTheReceiversFromThere(ApiError error) {
        assertThat(error.status()).isBetween(400, 599);
        assertThat(error.type()).isEqualTo(error.status() >= 500 ? "Receiver" : "Sender");
    }

    @Test
    void reasonIsForTheAuditRecordAndNotForTheCaller() {
        ApiException refused =
                new ApiException(ApiError.ACCESS_DENIED, "not authorized", "role `admin` does not exist");
        assertThat(refused.message()).isEqualTo("not authorized");
        assertThat(refused.reason()).isEqualTo("role `admin` does not exist");
        assertThat(refused.toString()).doesNotContain("admin");
        assertThat(refused.error()).isEqualTo(ApiError.ACCESS_DENIED);
    }

    @Test
    void callerMayKnowTheWholeReasonWhereThereIsOnlyOneText() {
        ApiException refused = new ApiException(ApiError.VALIDATION_ERROR, "too long");
        assertThat(refused.reason()).isEqualTo(refused.message()).isEqualTo("too long");
    }

    @Test
    void refusalCostsNoStackTrace() {
        assertThat(new ApiException(ApiError.ACCESS_DENIED, "no").getStackTrace())
                .isEmpty();
    }
}
