package dev.sallyport.protocol;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import java.util.List;
import java.util.Locale;

/** Whether a body is the form that {@link QueryParameters} reads: not JSON, multipart, UTF-16 or compressed. */
public final class FormContentType {
    private static final String FORM = "application/x-www-form-urlencoded";

    private FormContentType() {}

    /**
     * @param contentTypes values of all {@code Content-Type} headers
     * @param contentEncodings values of all {@code Content-Encoding} headers
     * @throws ApiException MalformedInput unless there is exactly one type, which is the form in UTF-8, and no encoding
     */
    public static void require(List<String> contentTypes, List<String> contentEncodings) {
        if (!contentEncodings.isEmpty()) {
            throw new ApiException(ApiError.MALFORMED_INPUT, "the body has a `content-encoding`; send it as it is");
        }
        if (contentTypes.size() != 1 || !isForm(contentTypes.get(0).toLowerCase(Locale.ROOT))) {
            throw new ApiException(
                    ApiError.MALFORMED_INPUT, "the body must have one `content-type`, `" + FORM + "; charset=utf-8`");
        }
    }

    private static boolean isForm(String contentType) {
        int semicolon = contentType.indexOf(';');
        if (semicolon < 0) {
            return contentType.strip().equals(FORM);
        }
        String parameter = contentType.substring(semicolon + 1).strip();
        return contentType.substring(0, semicolon).strip().equals(FORM)
                && (parameter.equals("charset=utf-8") || parameter.equals("charset=\"utf-8\""));
    }
}
