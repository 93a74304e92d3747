package dev.sallyport.gateway.state;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;

/** What a caller learns when the database does not take a change. */
final class Unavailable {
    private Unavailable() {}

    /** @param reason for the audit record only */
    static ApiException because(String reason) {
        return new ApiException(
                ApiError.SERVICE_UNAVAILABLE, "the service cannot record changes at the moment: try again", reason);
    }
}
