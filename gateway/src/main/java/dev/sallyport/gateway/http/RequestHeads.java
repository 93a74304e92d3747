package dev.sallyport.gateway.http;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;

/**
 * The head of a Jetty request as it arrived: raw path and query (see {@link ExactTargetConnection}), every field in its
 * order with its exact value, a byte a character.
 *
 * <p>Names of well-known fields come in the spelling of the RFCs ({@code Host} for {@code host}): under its strict
 * compliance Jetty does not keep the client's. Nothing depends on it, since names are compared without case everywhere.
 */
final class RequestHeads {
    /** A proxy for its own sake, and an echo of credentials: no route can ask for these. */
    private static final Set<String> REFUSED_METHODS = Set.of("CONNECT", "TRACE");

    private RequestHeads() {}

    /** @throws ApiException when the head is malformed, over a limit, or of a method that is never served */
    static RequestHead of(Request request) {
        if (REFUSED_METHODS.contains(request.getMethod())) {
            throw new ApiException(
                    ApiError.ACCESS_DENIED, "no operation is defined for this method", "the method is never served");
        }
        List<HeaderField> headers = new ArrayList<>();
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue();
            headers.add(new HeaderField(field.getName(), value == null ? "" : value));
        }
        HttpURI target = request.getHttpURI();
        String path = target.getPath();
        return new RequestHead(
                request.getMethod(), path == null ? "" : path, Optional.ofNullable(target.getQuery()), headers);
    }
}
