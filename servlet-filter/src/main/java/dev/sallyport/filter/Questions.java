package dev.sallyport.filter;

import dev.sallyport.access.Access;
import dev.sallyport.context.RequestFacts;
import dev.sallyport.directory.Caller;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.Decision;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;

/** What an application asks about the caller of one request, decided on what the request was decided on. */
final class Questions {
    private static final System.Logger LOG = System.getLogger("dev.sallyport.filter");

    private final Caller caller;
    private final RequestFacts facts;
    private final KeptSessions.Kept answer;
    private final InstantSource clock;
    private final RequestAudit audit;

    /**
     * @param facts of the request, with the region it was signed for
     * @param answer with which the request was verified
     * @param audit where what was asked is written down
     */
    Questions(Caller caller, RequestFacts facts, KeptSessions.Kept answer, InstantSource clock, RequestAudit audit) {
        this.caller = caller;
        this.facts = facts;
        this.answer = answer;
        this.clock = clock;
        this.audit = audit;
    }

    Caller caller() {
        return caller;
    }

    boolean isAllowed(String action, String resource) {
        Instant now = clock.instant();
        try {
            try {
                audit.allowedToAsk(action, resource, decide(action, resource, now), now);
                return true;
            } catch (ApiException refused) {
                audit.deniedToAsk(action, resource, refused, now);
                return false;
            }
        } catch (IOException notWritten) {
            LOG.log(Level.ERROR, "an answer is no because the audit log takes nothing: {0}", notWritten.toString());
            return false;
        }
    }

    private Decision.Allowed decide(String action, String resource, Instant now) {
        if (!answer.isFresh(now)) {
            throw new ApiException(
                    ApiError.ACCESS_DENIED,
                    "what is known of the session is from " + answer.askedAt() + " and was good until "
                            + answer.until());
        }
        return Access.authorise(caller, action, resource, owner(resource), Tags.NONE, at(now));
    }

    private static AccountId owner(String resource) {
        try {
            return new AccountId(Arn.parse(resource).account());
        } catch (IllegalArgumentException nobodys) {
            throw new ApiException(ApiError.ACCESS_DENIED, "the resource is not an ARN with the account that owns it");
        }
    }

    private RequestFacts at(Instant now) {
        return new RequestFacts(
                now, facts.sourceIp(), facts.secureTransport(), facts.userAgent(), facts.referer(), facts.region());
    }
}
