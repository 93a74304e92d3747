package dev.sallyport.policy;

/**
 * How closely a statement names the one who asks, which decides what else must allow the request (IAM guide, "policy
 * evaluation logic"). The later, the stronger.
 */
public enum PrincipalMatch {
    NONE,
    /** The account is named; it only hands the decision to its own identity policies. */
    ACCOUNT,
    /** The role of the session, or the user behind a federated session. */
    ENTITY_OF_SESSION,
    /** {@code *}, or everybody who is not listed. */
    EVERYBODY,
    /** The user, session or service itself; also in a policy without principals, which is about whoever it is attached to. */
    DIRECT;

    /** How {@code statement} names the principal of {@code request}, whatever its other elements say. */
    public static PrincipalMatch of(Statement statement, AuthorizationRequest request) {
        return statement.naming(new RequestFacts(request, false));
    }
}
