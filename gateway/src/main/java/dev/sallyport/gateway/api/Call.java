package dev.sallyport.gateway.api;

import dev.sallyport.access.AccessTrail;
import dev.sallyport.access.AuthenticatedCaller;
import dev.sallyport.context.RequestFacts;
import dev.sallyport.directory.Caller;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.audit.AuditRecord;
import dev.sallyport.gateway.state.Snapshot;
import dev.sallyport.identity.Principal;
import dev.sallyport.protocol.QueryParameters;
import java.util.Optional;

/**
 * One call of an action, after everything that all actions share.
 *
 * @param caller who signed it; there is one for every action that needs a signature
 * @param snapshot the one world this call sees
 * @param record for what only this action knows
 * @param decisionId under which the record is found, and which the answer names
 */
public record Call(
        QueryParameters parameters,
        Optional<AuthenticatedCaller> caller,
        Snapshot snapshot,
        RequestFacts facts,
        AccessTrail trail,
        AuditRecord record,
        String decisionId) {

    /** Who signed the call of an action that needs a signature. */
    public Caller signedBy() {
        return caller.map(AuthenticatedCaller::caller)
                .orElseThrow(() -> new ApiException(
                        ApiError.MISSING_AUTHENTICATION_TOKEN, "Request is missing Authentication Token"));
    }

    /** The user that signed the call of an action which only users may call. */
    public Principal.User user() {
        if (signedBy().principal() instanceof Principal.User user) {
            return user;
        }
        throw new IllegalStateException(
                "an action that is for users alone was called by " + signedBy().principal());
    }
}
