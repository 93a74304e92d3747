package dev.sallyport.sigv4;

import dev.sallyport.error.ApiException;
import java.util.List;
import java.util.Optional;

/**
 * A request without its body, exactly as it arrived: nothing decoded, merged, normalised or put in another order.
 *
 * <p>Signatures are rebuilt from this, so whatever forwards or decides must use the same value. HTTP/2's {@code :authority}
 * is given as a {@code host} field.
 *
 * @param rawPath the path of the request target, still encoded; starts with {@code /} or is empty
 * @param rawQuery what follows the first {@code ?}, still encoded
 */
public record RequestHead(String method, String rawPath, Optional<String> rawQuery, List<HeaderField> headers) {
    /** Twice what browsers and SDKs send, and little enough to canonicalise for strangers. */
    public static final int MAX_HEADERS = 128;

    /** Names and values together; a 4,096-character session token fits with room to spare. */
    public static final int MAX_HEADERS_LENGTH = 32 * 1024;

    /** Path and query together, the usual limit of HTTP servers. */
    public static final int MAX_TARGET_LENGTH = 8 * 1024;

    private static final int MAX_METHOD_LENGTH = 32;

    /** @throws ApiException when a part is malformed or over its limit */
    public RequestHead {
        headers = List.copyOf(headers);
        if (method.length() > MAX_METHOD_LENGTH || !HttpToken.matches(method)) {
            throw Refusal.incomplete("the request method is not one of HTTP");
        }
        if (!rawPath.isEmpty() && rawPath.charAt(0) != '/') {
            throw Refusal.incomplete("the request target is not a path that starts with `/`");
        }
        String query = rawQuery.orElse("");
        if (rawPath.length() + query.length() > MAX_TARGET_LENGTH) {
            throw Refusal.incomplete("path and query are longer than " + MAX_TARGET_LENGTH + " characters");
        }
        if (rawPath.indexOf('?') >= 0 || !isTarget(rawPath) || !isTarget(query)) {
            throw Refusal.incomplete("path or query holds a control character or `#`; send it percent-encoded");
        }
        if (headers.size() > MAX_HEADERS) {
            throw Refusal.incomplete("the request has more than " + MAX_HEADERS + " headers");
        }
        int length = 0;
        for (HeaderField field : headers) {
            length += field.name().length() + field.value().length();
        }
        if (length > MAX_HEADERS_LENGTH) {
            throw Refusal.incomplete("the headers are longer than " + MAX_HEADERS_LENGTH + " characters together");
        }
    }

    /** The head of a request whose target is in origin form: {@code /path?query}. */
    public static RequestHead ofTarget(String method, String rawTarget, List<HeaderField> headers) {
        int mark = rawTarget.indexOf('?');
        return mark < 0
                ? new RequestHead(method, rawTarget, Optional.empty(), headers)
                : new RequestHead(
                        method, rawTarget.substring(0, mark), Optional.of(rawTarget.substring(mark + 1)), headers);
    }

    /** The values of all fields of that name, ignoring the name's case, in order of arrival. */
    public List<String> values(String name) {
        return headers.stream()
                .filter(field -> field.isNamed(name))
                .map(HeaderField::value)
                .toList();
    }

    // Raw spaces and bytes over 127 are no good URIs, but SigV4 says how they are signed: encoded.
    private static boolean isTarget(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c != 0x7f && c <= 0xff && c != '#');
    }

    /** Without the query and the values of headers, which may be secrets. */
    @Override
    public String toString() {
        return "RequestHead[" + method + ' ' + rawPath + ", " + headers + ']';
    }
}
