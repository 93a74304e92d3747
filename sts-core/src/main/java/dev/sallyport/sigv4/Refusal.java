package dev.sallyport.sigv4;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;

/** The refusals of this package, with the codes of the AWS "Common Errors" page. */
final class Refusal {
    private Refusal() {}

    /** The request is not a readable SigV4 request. */
    static ApiException incomplete(String message) {
        return new ApiException(ApiError.INCOMPLETE_SIGNATURE, message);
    }

    /** The request can be read, but is not what its signature may stand for. */
    static ApiException mismatch(String message) {
        return new ApiException(ApiError.SIGNATURE_DOES_NOT_MATCH, message);
    }

    /** AWS's text for a signature that is not the right one; it tells nothing of why. */
    static ApiException wrongSignature() {
        return mismatch(
                "The request signature we calculated does not match the signature you provided. "
                        + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
    }

    /** AWS's text for a key or token that is unknown, or that do not belong together. */
    static ApiException invalidToken(String reason) {
        return new ApiException(
                ApiError.INVALID_CLIENT_TOKEN_ID, "The security token included in the request is invalid.", reason);
    }
}
