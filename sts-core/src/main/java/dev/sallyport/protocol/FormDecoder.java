package dev.sallyport.protocol;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes {@code application/x-www-form-urlencoded} apart. What a lenient parser repairs is refused: of two readings of one
 * form, a proxy in front may have taken the other.
 */
final class FormDecoder {
    private final byte[] form;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    private FormDecoder(byte[] form) {
        this.form = form;
    }

    /** The parameters in order of arrival. */
    static Map<String, String> decode(byte[] form) {
        if (form.length > QueryParameters.MAX_LENGTH) {
            throw new ApiException(
                    ApiError.REQUEST_ENTITY_TOO_LARGE,
                    "the parameters are longer than " + QueryParameters.MAX_LENGTH + " bytes");
        }
        FormDecoder decoder = new FormDecoder(form);
        if (form.length > 0) {
            decoder.readAll();
        }
        return decoder.parameters;
    }

    private void readAll() {
        int start = 0;
        for (int i = 0; i <= form.length; i++) {
            if (i == form.length || form[i] == '&') {
                read(start, i);
                start = i + 1;
            }
        }
    }

    private void read(int from, int to) {
        int equals = from;
        while (equals < to && form[equals] != '=') {
            equals++;
        }
        String name = name(from, equals);
        String value = equals == to ? "" : value(name, equals + 1, to);
        if (parameters.putIfAbsent(name, value) != null) {
            throw malformed("parameter `" + name + "` is given twice");
        }
        if (parameters.size() > QueryParameters.MAX_PARAMETERS) {
            throw malformed("there are more than " + QueryParameters.MAX_PARAMETERS + " parameters");
        }
    }

    private String name(int from, int to) {
        byte[] bytes = percentDecoded(from, to);
        if (bytes.length == 0) {
            throw malformed("a parameter has no name; leave out extra `&`");
        }
        if (bytes.length > QueryParameters.MAX_NAME_LENGTH) {
            throw malformed("a parameter name is longer than " + QueryParameters.MAX_NAME_LENGTH + " characters");
        }
        for (byte b : bytes) {
            if (!isNameCharacter(b)) {
                throw malformed("a parameter name has other characters than letters, digits, `.`, `-`, `_` and `:`");
            }
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private String value(String name, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(percentDecoded(from, to)))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new ApiException(ApiError.VALIDATION_ERROR, "the value of parameter `" + name + "` is not UTF-8");
        }
    }

    private byte[] percentDecoded(int from, int to) {
        byte[] decoded = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte b = form[i];
            if (b == '+') {
                decoded[length++] = ' ';
            } else if (b != '%') {
                if ((b >= 0 && b <= ' ') || b == 0x7f) {
                    throw malformed("the form holds a raw space or control character; send it percent-encoded");
                }
                decoded[length++] = b;
            } else if (i + 2 < to && HexFormat.isHexDigit(form[i + 1]) && HexFormat.isHexDigit(form[i + 2])) {
                decoded[length++] =
                        (byte) (HexFormat.fromHexDigit(form[i + 1]) << 4 | HexFormat.fromHexDigit(form[i + 2]));
                i += 2;
            } else {
                throw malformed("the form has a `%` that is not followed by two hex digits");
            }
        }
        return Arrays.copyOf(decoded, length);
    }

    private static boolean isNameCharacter(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || ".-_:".indexOf(b) >= 0;
    }

    private static ApiException malformed(String message) {
        return new ApiException(ApiError.MALFORMED_INPUT, message);
    }
}
