package dev.sallyport.gateway.api;

import dev.sallyport.directory.Caller;
import dev.sallyport.identity.Principal;
import java.util.EnumSet;
import java.util.Set;

/** The kinds of credentials a caller can have, as far as it depends on them which actions there are for it. */
public enum CallerKind {
    /** A user's own access key. */
    USER_KEY,
    /** A session of {@code GetSessionToken}. */
    USER_SESSION,
    /** A session of a role. */
    ROLE_SESSION,
    /** A session of {@code GetFederationToken}. */
    FEDERATED_SESSION;

    public static Set<CallerKind> all() {
        return EnumSet.allOf(CallerKind.class);
    }

    static CallerKind of(Caller caller) {
        if (caller.isRoleSession()) {
            return ROLE_SESSION;
        }
        if (caller.principal() instanceof Principal.FederatedUser) {
            return FEDERATED_SESSION;
        }
        return caller.session().isPresent() ? USER_SESSION : USER_KEY;
    }
}
