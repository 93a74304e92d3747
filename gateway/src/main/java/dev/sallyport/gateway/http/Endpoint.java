package dev.sallyport.gateway.http;

/** What answers the requests of a listener. Called on a thread of the request's own, which it may block. */
public interface Endpoint {
    /** Answers {@code exchange} once. When it throws or does not answer, the client gets 500 and nothing of why. */
    void serve(Exchange exchange) throws Exception;

    /**
     * The body for a request that never became an exchange: malformed framing, an oversized head, a request target that
     * is none. Also the place to count it.
     *
     * @param status the HTTP status it gets
     * @param reason what was wrong, for the record; may hold what the client sent
     */
    ErrorBody refused(int status, String reason);

    /** @param contentType with its character set where the type has one */
    record ErrorBody(String contentType, String text) {}
}
