package dev.sallyport.delegation;

import dev.sallyport.identity.AccountId;
import java.time.Duration;

/**
 * The calls of a filter to the gateway's API listener. Both are signed with Signature Version 4 by a session of the
 * filter's role, for the service {@link #SIGNING_SERVICE}, and need {@link #ACTION} on {@link #resource}.
 *
 * <ul>
 *   <li>{@code POST /filter/session} with a {@link SessionQuestion}; 200 with a {@link SessionAnswer}.
 *   <li>{@code GET /filter/routes?service=NAME}; 200 with a {@link RoutesAnswer}.
 * </ul>
 *
 * <p>Any other status is about the filter's own call, in the form of {@link dev.sallyport.forwarding.Refusal}. A refusal of
 * the client's request is part of a {@link SessionAnswer}, so that a filter without permission is never mistaken for a
 * client without.
 */
public final class FilterProtocol {
    public static final String SESSION_PATH = "/filter/session";
    public static final String ROUTES_PATH = "/filter/routes";

    /** The one query parameter of {@link #ROUTES_PATH}. */
    public static final String SERVICE_PARAMETER = "service";

    /** The service in the credential scope of a filter's own calls. */
    public static final String SIGNING_SERVICE = "sallyport";

    public static final String ACTION = "sallyport:GetSigningKey";

    /** How long a filter may keep an answer at most: the bound within which changes and revocations reach it. */
    public static final Duration MAX_AGE = Duration.ofSeconds(60);

    /** Bytes of a question: the longest request head, with room for its encoding. */
    public static final int MAX_QUESTION_BYTES = 64 * 1024;

    /** Bytes of an answer: policies of a role with every attachment at its limit fit several times. */
    public static final int MAX_ANSWER_BYTES = 1024 * 1024;

    static final int VERSION = 1;

    private FilterProtocol() {}

    /** What a filter needs {@link #ACTION} on. */
    public static String resource(AccountId account, String service) {
        return "arn:aws:sallyport::" + account + ":service/" + service;
    }
}
