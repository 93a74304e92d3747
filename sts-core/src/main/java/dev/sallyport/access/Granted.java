package dev.sallyport.access;

import dev.sallyport.policy.Decision;
import dev.sallyport.route.MatchedOperation;

/** A request that may go on: who, what, and the statements that allow it. Only {@link Access} makes one. */
public final class Granted {
    private final AuthenticatedCaller caller;
    private final MatchedOperation operation;
    private final Decision.Allowed decision;

    Granted(AuthenticatedCaller caller, MatchedOperation operation, Decision.Allowed decision) {
        this.caller = caller;
        this.operation = operation;
        this.decision = decision;
    }

    public AuthenticatedCaller caller() {
        return caller;
    }

    public MatchedOperation operation() {
        return operation;
    }

    public Decision.Allowed decision() {
        return decision;
    }
}
