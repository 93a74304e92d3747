package dev.sallyport.filter;

import dev.sallyport.context.RequestFacts;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.RequestHead;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A servlet request as values: nothing decoded, nothing taken from what the client says about its own connection. */
final class ArrivedRequest {
    private ArrivedRequest() {}

    /**
     * The head, in the order in which the container gives it: fields of one name stay in theirs, which is what signatures
     * depend on.
     */
    static RequestHead head(HttpServletRequest request) {
        List<HeaderField> headers = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : listed(request.getHeaderNames())) {
            // Two spellings of one name are one name to getHeaders, so the second would double every value.
            if (seen.add(name.toLowerCase(Locale.ROOT))) {
                listed(request.getHeaders(name)).forEach(value -> headers.add(new HeaderField(name, value)));
            }
        }
        return new RequestHead(
                request.getMethod(), request.getRequestURI(), Optional.ofNullable(request.getQueryString()), headers);
    }

    /** What is known of the connection. The address is the peer's, as the container has it. */
    static RequestFacts facts(HttpServletRequest request, RequestHead head, Instant now) {
        return new RequestFacts(
                now,
                Optional.ofNullable(request.getRemoteAddr()).filter(address -> !address.isEmpty()),
                request.isSecure(),
                only(head, "user-agent"),
                only(head, "referer"),
                "");
    }

    private static Optional<String> only(RequestHead head, String name) {
        List<String> values = head.values(name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    // The servlet API lets a container withhold headers; a signature cannot be checked then.
    private static List<String> listed(@Nullable Enumeration<String> values) {
        if (values == null) {
            throw new ApiException(
                    ApiError.INTERNAL_FAILURE,
                    "the request cannot be verified here",
                    "the container does not let the filter see the request headers");
        }
        return Collections.list(values);
    }
}
