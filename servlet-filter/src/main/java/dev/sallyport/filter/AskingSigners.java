package dev.sallyport.filter;

import dev.sallyport.access.Signer;
import dev.sallyport.access.SignerLookup;
import dev.sallyport.delegation.FilterProtocol;
import dev.sallyport.delegation.SessionAnswer;
import dev.sallyport.delegation.SessionQuestion;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.sigv4.SecurityToken;
import dev.sallyport.sigv4.SignedRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * The filter's way to find a credential, for one request: a kept answer, or the gateway's. The signature is verified here
 * either way, with the key in the answer.
 */
final class AskingSigners implements SignerLookup {
    private final String service;
    private final GatewayCalls gateway;
    private final KeptSessions sessions;
    private Optional<KeptSessions.Kept> used = Optional.empty();

    AskingSigners(String service, GatewayCalls gateway, KeptSessions sessions) {
        this.service = service;
        this.gateway = gateway;
        this.sessions = sessions;
    }

    @Override
    public Signer find(SignedRequest request, Optional<SecurityToken> sessionToken, String bodySha256, Instant now) {
        SecurityToken token = sessionToken.orElseThrow(() -> new ApiException(
                ApiError.ACCESS_DENIED,
                "long-term access keys are not accepted here; use the credentials of a session"));
        KeptSessions.Key key = KeptSessions.Key.of(request, token);
        KeptSessions.Kept found = sessions.find(key, now).orElseGet(() -> ask(request, key, bodySha256, now));
        used = Optional.of(found);
        SessionAnswer.Verified answer = found.answer();
        return new Signer(
                answer.caller(),
                answer.key(),
                answer.caller().session().map(SessionFacts::expiresAt),
                Optional.empty());
    }

    /** The answer that this request was verified with, once it was. */
    Optional<KeptSessions.Kept> used() {
        return used;
    }

    private KeptSessions.Kept ask(SignedRequest request, KeptSessions.Key key, String bodySha256, Instant now) {
        SessionQuestion question = SessionQuestion.of(service, request, bodySha256);
        if (question.json().length > FilterProtocol.MAX_QUESTION_BYTES) {
            throw new ApiException(
                    ApiError.INCOMPLETE_SIGNATURE, "the signed headers are too long; sign fewer or shorter ones");
        }
        SessionAnswer answer;
        try {
            answer = gateway.session(question, now);
        } catch (GatewayAwayException away) {
            throw unavailable(away.problem());
        }
        if (answer instanceof SessionAnswer.Refused refused) {
            throw new ApiException(refused.error(), refused.message(), "refused by the gateway: " + refused.message());
        }
        SessionAnswer.Verified verified = (SessionAnswer.Verified) answer;
        if (!verified.accessKeyId().equals(request.authorization().accessKeyId())
                || !verified.scope().equals(request.authorization().scope())) {
            throw unavailable("the gateway answered for another access key or scope");
        }
        KeptSessions.Kept fresh = KeptSessions.Kept.of(verified, now);
        if (fresh.isFresh(now)) {
            sessions.keep(key, fresh);
        }
        return fresh;
    }

    static ApiException unavailable(String reason) {
        return new ApiException(
                ApiError.SERVICE_UNAVAILABLE, "the request cannot be verified at the moment; try again", reason);
    }
}
