package dev.sallyport.gateway.api.filter;

import dev.sallyport.access.AccessTrail;
import dev.sallyport.access.AuthenticatedCaller;
import dev.sallyport.access.Authentication;
import dev.sallyport.access.Signer;
import dev.sallyport.access.SignerLookup;
import dev.sallyport.delegation.FilterProtocol;
import dev.sallyport.delegation.MalformedMessageException;
import dev.sallyport.delegation.SessionAnswer;
import dev.sallyport.delegation.SessionQuestion;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /filter/session}: verifies a request that arrived at a filter as if it had arrived here, and gives the key
 * for what the same session signs for the same service, region and day.
 */
public final class GetSigningKey {
    private GetSigningKey() {}

    /**
     * @param answer for the filter
     * @param client what became known of the client, for the audit record
     * @param refusal why the client is refused, with the reason that the filter is not told
     */
    public record Outcome(SessionAnswer answer, AccessTrail client, Optional<ApiException> refusal) {}

    /** @throws ApiException when the filter's own call fails; a client's failure is an {@link Outcome} */
    public static Outcome answer(FilterCall call) {
        AuthenticatedCaller caller = call.authenticate();
        SessionQuestion question = question(call.body());
        Filters.Filter filter = call.require(caller, question.service());
        AccessTrail client = new AccessTrail();
        try {
            return new Outcome(verified(call, filter, question, client), client, Optional.empty());
        } catch (ApiException refusal) {
            return new Outcome(SessionAnswer.Refused.of(refusal), client, Optional.of(refusal));
        }
    }

    private static SessionQuestion question(byte[] body) {
        try {
            return SessionQuestion.parse(body);
        } catch (MalformedMessageException malformed) {
            throw new ApiException(
                    ApiError.MALFORMED_INPUT, "the body is not a session question: " + malformed.getMessage());
        }
    }

    private static SessionAnswer verified(
            FilterCall call, Filters.Filter filter, SessionQuestion question, AccessTrail client) {
        Instant now = call.facts().now();
        // The same verification as for every request here, listened to for the key it was verified with.
        List<Signer> found = new ArrayList<>();
        SignerLookup listening = (request, sessionToken, bodySha256, at) -> {
            Signer signer = call.signers().find(request, sessionToken, bodySha256, at);
            found.add(signer);
            return signer;
        };
        AuthenticatedCaller verified = new Authentication(
                        listening, call.filters().regions()::contains, call.hints())
                .authenticate(question.head(), question::bodySha256, filter.service(), false, now, client);
        Signer signer = found.get(0);
        Instant end = signer.expiresAt()
                .orElseThrow(() -> new IllegalStateException("a session without an end was verified"));
        return new SessionAnswer.Verified(
                verified.accessKeyId(), verified.scope(), signer.key(), verified.caller(), maxAge(now, end));
    }

    private static Duration maxAge(Instant now, Instant end) {
        Duration left = Duration.ofSeconds(Duration.between(now, end).toSeconds());
        return left.compareTo(FilterProtocol.MAX_AGE) < 0 ? left : FilterProtocol.MAX_AGE;
    }
}
