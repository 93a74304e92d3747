package dev.sallyport.gateway.audit;

/**
 * Every field an audit record can have, in the order in which they are written. What is not here cannot be logged: no
 * field takes headers, bodies, secrets or tokens.
 */
public enum AuditField {
    /** When the request came in, ISO 8601, UTC. */
    TIME("time", 32),
    /** {@code request}; {@code operator} for an order given on this machine; {@code refusals} sums up many; {@code gap} says that the log could not be written. */
    KIND("kind", 16),
    /** The id that the caller was told, the same at decision and outcome. */
    DECISION_ID("decisionId", 64),
    /** {@code api} or {@code proxy}. */
    LISTENER("listener", 16),
    METHOD("method", 32),
    HOST("host", 256),
    /** The raw path; the query is left out, it may hold credentials. */
    PATH("path", 2048),
    /** The address policies see as {@code aws:SourceIp}. */
    SOURCE_IP("sourceIp", 64),
    /** The address at the other end of the connection. */
    PEER("peer", 64),
    USER_AGENT("userAgent", 256),

    /** Of an order given on this machine: the operating system's name of who gave it. */
    OPERATOR("operator", 128),

    /** ARN of who asks. */
    PRINCIPAL("principal", 2048),
    /** Unique id of who asks. */
    PRINCIPAL_ID("principalId", 256),
    ACCOUNT("account", 16),
    ACCESS_KEY_ID("accessKeyId", 128),
    SESSION_ID("sessionId", 64),
    SOURCE_IDENTITY("sourceIdentity", 64),
    /** Why the caller's session was asked for: its session tag {@code Reason}. */
    SESSION_REASON("sessionReason", 256),
    /** When the caller's session proved MFA. */
    MFA_TIME("mfaTime", 32),
    MFA_DEVICE("mfaDevice", 2048),
    /** ARN of the OIDC provider whose token came. */
    PROVIDER("provider", 2048),
    SUBJECT("subject", 512),
    AUDIENCE("audience", 512),
    /** SHA-256 of the token that came, so that it can be found again without being here. */
    TOKEN_SHA256("tokenSha256", 64),

    ROUTE("route", 128),
    SERVICE("service", 128),
    /** The IAM action that was decided on. */
    ACTION("action", 256),
    /** The ARN that was decided on. */
    RESOURCE("resource", 2048),
    ROLE("role", 2048),
    ROLE_SESSION_NAME("roleSessionName", 64),
    /** Session tags that were asked for, as {@code key=value}. */
    SESSION_TAGS("sessionTags", 400),

    /** {@code allowed}, {@code denied} or {@code failed}. */
    DECISION("decision", 16),
    /** The error code the caller got. */
    CODE("code", 64),
    /** The whole reason, also what the caller was not told. */
    REASON("reason", 4096),
    /** The policy statements that decided, as {@code policy:sid@line}. */
    STATEMENTS("statements", 512),

    /** What an issuance handed out. */
    ISSUED_ACCESS_KEY_ID("issuedAccessKeyId", 128),
    ISSUED_SESSION_ID("issuedSessionId", 64),
    ISSUED_PRINCIPAL("issuedPrincipal", 2048),
    ISSUED_EXPIRES("issuedExpires", 32),

    /** The sessions that the issued one descends from. */
    ISSUED_ANCESTORS("issuedAncestors", 64),
    /** Whose it is and where it came from, as {@code id time}: what a revocation of a user, role or provider goes by. */
    ISSUED_ORIGINS("issuedOrigins", 2100),
    /** The session tag {@code Reason} of the issued session. */
    ISSUED_REASON("issuedReason", 256),

    /** What an operator's command was about, as {@code name=value}. */
    ARGUMENTS("arguments", 2100),

    UPSTREAM("upstream", 128),
    STATUS("status", 8),
    REQUEST_BYTES("requestBytes", 20),
    RESPONSE_BYTES("responseBytes", 20),
    LATENCY_MICROS("latencyMicros", 20),

    /** Of a summary: how many requests it stands for, from when to when. */
    COUNT("count", 20),
    SINCE("since", 32),
    UNTIL("until", 32),
    /** Of a summary: how many of each error code, as {@code code=count}. */
    CODES("codes", 96);

    private final String jsonName;
    private final int maxCharacters;

    AuditField(String jsonName, int maxCharacters) {
        this.jsonName = jsonName;
        this.maxCharacters = maxCharacters;
    }

    public String jsonName() {
        return jsonName;
    }

    /** Longer values are cut here, with a mark, so that a caller cannot fill the disk with one request. */
    public int maxCharacters() {
        return maxCharacters;
    }
}
