package dev.sallyport.error;

/**
 * A failure as AWS clients know it: the code on the wire and the HTTP status that goes with it.
 *
 * <p>Codes and statuses are those of the STS and IAM "Common Errors" pages and of the STS service model. SDKs choose an
 * exception class, a retry or a refresh by the exact code, so none may be renamed.
 */
public enum ApiError {
    ACCESS_DENIED("AccessDenied", 403),
    ENTITY_ALREADY_EXISTS("EntityAlreadyExists", 409),
    EXPIRED_TOKEN("ExpiredToken", 403),
    /** The web identity token has expired; {@link #EXPIRED_TOKEN} is for session credentials. */
    EXPIRED_IDENTITY_TOKEN("ExpiredTokenException", 400),
    IDP_COMMUNICATION_ERROR("IDPCommunicationError", 400),
    IDP_REJECTED_CLAIM("IDPRejectedClaim", 403),
    INCOMPLETE_SIGNATURE("IncompleteSignature", 400),
    INTERNAL_FAILURE("InternalFailure", 500),
    INVALID_ACTION("InvalidAction", 400),
    INVALID_AUTHENTICATION_CODE("InvalidAuthenticationCode", 403),
    INVALID_AUTHORIZATION_MESSAGE("InvalidAuthorizationMessageException", 400),
    INVALID_CLIENT_TOKEN_ID("InvalidClientTokenId", 403),
    INVALID_IDENTITY_TOKEN("InvalidIdentityToken", 400),
    INVALID_INPUT("InvalidInput", 400),
    INVALID_PARAMETER_VALUE("InvalidParameterValue", 400),
    INVALID_URI("InvalidURI", 400),
    JWT_PAYLOAD_SIZE_EXCEEDED("JWTPayloadSizeExceededException", 400),
    LIMIT_EXCEEDED("LimitExceeded", 409),
    MALFORMED_INPUT("MalformedInput", 400),
    MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocument", 400),
    MALFORMED_QUERY_STRING("MalformedQueryString", 404),
    METHOD_NOT_ALLOWED("MethodNotAllowed", 405),
    MISSING_ACTION("MissingAction", 400),
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationToken", 403),
    NOT_FOUND("NotFound", 404),
    NO_SUCH_ENTITY("NoSuchEntity", 404),
    OUTBOUND_WEB_IDENTITY_DISABLED("OutboundWebIdentityFederationDisabledException", 403),
    PACKED_POLICY_TOO_LARGE("PackedPolicyTooLarge", 400),
    REQUEST_ENTITY_TOO_LARGE("RequestEntityTooLarge", 413),
    REQUEST_TIMEOUT("RequestTimeout", 408),
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503),
    SESSION_DURATION_ESCALATION("SessionDurationEscalationException", 403),
    /** AWS has none for this; a 403 with a code that no SDK knows is neither retried nor answered with a refresh. */
    SESSION_REVOKED("SessionRevoked", 403),
    SIGNATURE_DOES_NOT_MATCH("SignatureDoesNotMatch", 403),
    THROTTLING("Throttling", 400),
    UPSTREAM_TIMEOUT("GatewayTimeout", 504),
    UPSTREAM_UNREACHABLE("BadGateway", 502),
    VALIDATION_ERROR("ValidationError", 400);

    private final String code;
    private final int status;

    ApiError(String code, int status) {
        this.code = code;
        this.status = status;
    }

    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    /** Whose fault it is, in the words of the AWS error document: {@code Sender} for 4xx, {@code Receiver} for 5xx. */
    public String type() {
        return status < 500 ? "Sender" : "Receiver";
    }
}
