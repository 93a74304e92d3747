package dev.sallyport.gateway.server;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.forwarding.Refusal;
import dev.sallyport.gateway.audit.AuditedRequest;
import dev.sallyport.gateway.http.Exchange;
import dev.sallyport.sigv4.HeaderField;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refusals as HTTP answers, and those that both listeners make themselves. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private Refusals() {}

    /** Nothing happened, for what happens without a record cannot be accounted for. */
    static ApiException auditUnavailable() {
        return new ApiException(
                ApiError.SERVICE_UNAVAILABLE, "the audit log cannot be written, so nothing is done; try again later");
    }

    static Refusal auditUnavailable(AuditedRequest audit) {
        return Refusal.of(auditUnavailable(), audit.decisionId());
    }

    /**
     * A fault of our own. The log has the whole of it under the decision id; the record says where it happened, since what
     * it says may be anybody's data.
     */
    static ApiException ownFault(RuntimeException fault, AuditedRequest audit) {
        LOG.error("request {} could not be answered, which is a fault of the gateway", audit.decisionId(), fault);
        StackTraceElement[] trace = fault.getStackTrace();
        return new ApiException(
                ApiError.INTERNAL_FAILURE,
                "the request could not be answered, and the fault is not yours; try again, and if it stays give the"
                        + " operator the request id",
                "a fault of the gateway, in the log under this id: "
                        + fault.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]));
    }

    /** A message that HTTP does not allow, with the status the HTTP server gave it. */
    static Refusal malformed(int status, AuditedRequest audit) {
        String code = status < 500 ? "InvalidRequest" : error(status).code();
        return new Refusal(status, code, message(status), Optional.empty(), audit.decisionId());
    }

    /** What the HTTP server could not serve, as a row of the table. */
    static ApiError error(int status) {
        return switch (status) {
            case 500 -> ApiError.INTERNAL_FAILURE;
            case 503 -> ApiError.SERVICE_UNAVAILABLE;
            default -> ApiError.MALFORMED_INPUT;
        };
    }

    /** Nobody who has proved nothing gets to send a second request behind a refused one. */
    static void endConnectionOfStranger(Exchange exchange, AuditedRequest audit) {
        if (audit.trail().principal().isEmpty()) {
            exchange.endConnection();
        }
    }

    static List<HeaderField> headers(Refusal refusal) {
        return List.of(
                new HeaderField("Content-Type", Refusal.CONTENT_TYPE),
                new HeaderField("Cache-Control", "no-store"),
                new HeaderField(Refusal.DECISION_ID_HEADER, refusal.decisionId()));
    }

    static byte[] body(Refusal refusal) {
        return refusal.json().getBytes(StandardCharsets.UTF_8);
    }

    private static String message(int status) {
        return switch (status) {
            case 408 -> "the request did not arrive in time";
            case 413 -> "the request is too large";
            case 414, 431 -> "the head of the request is too large";
            case 500 -> "the request could not be answered; the fault is not yours";
            case 503 -> "the gateway is stopping or overloaded; try again";
            default -> "the request is not well-formed HTTP/1.1";
        };
    }
}
