package dev.sallyport.sigv4;

import java.util.Locale;
import java.util.Set;

/**
 * The presigned form, recognised so that it can be refused: any parameter of it, in any case and encoding, since half a
 * presigned request beside a signed header would put identity and signature in two places.
 */
final class QueryAuthentication {
    private static final Set<String> PARAMETERS = Set.of(
            "x-amz-algorithm",
            "x-amz-credential",
            "x-amz-date",
            "x-amz-expires",
            "x-amz-security-token",
            "x-amz-signature",
            "x-amz-signedheaders");

    private QueryAuthentication() {}

    static boolean isPresent(RequestHead head) {
        for (String pair : head.rawQuery().orElse("").split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (PARAMETERS.contains(PercentEncoding.decode(name).toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }
}
