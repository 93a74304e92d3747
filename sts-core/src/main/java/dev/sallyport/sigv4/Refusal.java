package dev.sallyport.sigv4;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;

/** The refusals of this package, with the codes of the AWS "Common Errors" page. */
final class Refusal {
    private static final String WRONG_SIGNATURE =
            "The request signature we calculated does not match the signature you provided. "
                    + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    /** So that no answer is much longer than what people read; the usual canonical request has some hundred characters. */
    private static final int MAX_SHOWN = 8 * 1024;

    private Refusal() {}

    /** The request is not a readable SigV4 request. */
    static ApiException incomplete(String message) {
        return new ApiException(ApiError.INCOMPLETE_SIGNATURE, message);
    }

    /** The request can be read, but is not what its signature may stand for. */
    static ApiException mismatch(String message) {
        return new ApiException(ApiError.SIGNATURE_DOES_NOT_MATCH, message);
    }

    /** The same, with a reason that only the audit record says. */
    static ApiException mismatch(String message, String reason) {
        return new ApiException(ApiError.SIGNATURE_DOES_NOT_MATCH, message, reason);
    }

    /** A signature that is not even of the form of one. */
    static ApiException wrongSignature() {
        return mismatch(WRONG_SIGNATURE);
    }

    /** AWS's text with what the server made of the request, which repeats the sender's own request and no more. */
    static ApiException wrongSignature(String canonicalRequest, String stringToSign) {
        String shown = canonicalRequest.length() <= MAX_SHOWN
                ? canonicalRequest
                : canonicalRequest.substring(0, MAX_SHOWN) + "… (" + canonicalRequest.length() + " characters)";
        return mismatch(
                WRONG_SIGNATURE + "\n\nThe Canonical String for this request should have been\n'" + shown
                        + "'\n\nThe String-to-Sign should have been\n'" + stringToSign + "'\n",
                WRONG_SIGNATURE);
    }

    /** AWS's text for a key or token that is unknown, or that do not belong together. */
    static ApiException invalidToken(String reason) {
        return new ApiException(
                ApiError.INVALID_CLIENT_TOKEN_ID, "The security token included in the request is invalid.", reason);
    }
}
