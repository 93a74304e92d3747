package dev.sallyport.protocol;

import java.util.List;
import java.util.Locale;

/** The form of an answer of the Query protocol: XML, unless the client asks for JSON. */
public enum AnswerForm {
    XML("text/xml"),
    JSON("application/json");

    private final String contentType;

    AnswerForm(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /**
     * What {@code aws-iam-authenticator} and others ask for with {@code Accept: application/json}. Whoever takes XML too gets
     * XML.
     *
     * @param accept values of all {@code Accept} headers
     */
    public static AnswerForm accepted(List<String> accept) {
        boolean json = false;
        for (String value : accept) {
            for (String range : value.split(",", -1)) {
                int semicolon = range.indexOf(';');
                String type = (semicolon < 0 ? range : range.substring(0, semicolon))
                        .strip()
                        .toLowerCase(Locale.ROOT);
                if (type.equals("text/xml") || type.equals("application/xml")) {
                    return XML;
                }
                json |= type.equals(JSON.contentType);
            }
        }
        return json ? JSON : XML;
    }
}
