package dev.sallyport.sigv4;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * How a service writes the path into the canonical request. It follows from the service a route is configured for, never
 * from the scope a request claims: the claim {@code s3} must not choose the other reading of a path.
 */
public enum PathForm {
    /** Every service but S3: dot segments and double slashes removed, then each byte but {@code /} encoded once more. */
    NORMALIZED_ENCODED_TWICE {
        @Override
        String canonical(String rawPath) {
            return PercentEncoding.encode(withoutDotSegments(rawPath), "/");
        }
    },

    /** S3: the path as it was sent; bytes that no URI can hold are encoded. */
    AS_SENT {
        @Override
        String canonical(String rawPath) {
            return rawPath.isEmpty() ? "/" : PercentEncoding.encode(rawPath, URI_CHARACTERS);
        }
    };

    /** RFC 3986 {@code pchar}, {@code /} and {@code %}; square brackets and the like are encoded by every client. */
    private static final String URI_CHARACTERS = "%/:@!$&'()*+,;=";

    /** The scope names for which botocore and curl use the S3 form. */
    private static final Set<String> S3_SERVICES = Set.of("s3", "s3express", "s3-express", "s3-outposts");

    public static PathForm ofService(String service) {
        return S3_SERVICES.contains(service) ? AS_SENT : NORMALIZED_ENCODED_TWICE;
    }

    abstract String canonical(String rawPath);

    private static String withoutDotSegments(String rawPath) {
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : rawPath.split("/", -1)) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        return "/" + String.join("/", kept) + (rawPath.endsWith("/") && !kept.isEmpty() ? "/" : "");
    }
}
