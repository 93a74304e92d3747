package dev.sallyport.sigv4;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccessKeyId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The claim in an {@code Authorization} header, read but not verified.
 *
 * @param signedHeaders lower case, sorted, each once
 * @param signature 64 lower-case hex digits
 */
public record Authorization(
        AccessKeyId accessKeyId, CredentialScope scope, List<String> signedHeaders, String signature) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    /** The names of {@link RequestHead#MAX_HEADERS} headers and the rest of the header fit. */
    public static final int MAX_LENGTH = 8 * 1024;

    private static final String CREDENTIAL = "Credential";
    private static final String SIGNED_HEADERS = "SignedHeaders";
    private static final String SIGNATURE = "Signature";
    private static final int CREDENTIAL_PARTS = 5;

    /** @throws ApiException when the headers are not as {@link #signedHeaders} says or the signature is not 64 hex digits */
    public Authorization {
        signedHeaders = List.copyOf(signedHeaders);
        requireSortedLowerCaseNames(signedHeaders);
        if (!Sha256.isHex(signature)) {
            throw Refusal.wrongSignature();
        }
    }

    /**
     * Whether the request shows any sign of credentials, so that it must be verified and not taken as anonymous.
     *
     * @throws ApiException IncompleteSignature when the name of a query parameter has a broken {@code %XX}
     */
    public static boolean isPresent(RequestHead head) {
        return !head.values("authorization").isEmpty() || QueryAuthentication.isPresent(head);
    }

    /**
     * Reads the one {@code Authorization} header.
     *
     * @throws ApiException MissingAuthenticationToken without any credentials; IncompleteSignature for a second
     *     {@code Authorization} header, query authentication (alone or beside the header), another scheme, a missing,
     *     doubled or unknown part, or a malformed one; SignatureDoesNotMatch for a wrong scope terminator or a signature
     *     that is none; InvalidClientTokenId for an impossible access key id
     */
    public static Authorization parse(RequestHead head) {
        List<String> headers = head.values("authorization");
        boolean inQuery = QueryAuthentication.isPresent(head);
        if (headers.isEmpty()) {
            throw inQuery
                    ? Refusal.incomplete(
                            "presigned requests are not supported yet; sign the request in the `Authorization` header")
                    : new ApiException(
                            ApiError.MISSING_AUTHENTICATION_TOKEN, "Request is missing Authentication Token");
        }
        if (headers.size() > 1) {
            throw Refusal.incomplete("the request has more than one `Authorization` header; send one");
        }
        if (inQuery) {
            throw Refusal.incomplete("the request is authenticated by header and by query; use the header alone");
        }
        Map<String, String> parts = parts(headers.get(0));
        requireAll(parts, head);
        String credential = parts.getOrDefault(CREDENTIAL, "");
        String[] credentialParts = credential.split("/", -1);
        if (credentialParts.length != CREDENTIAL_PARTS) {
            throw Refusal.incomplete("Credential must have exactly 5 slash-delimited elements, "
                    + "e.g. keyid/date/region/service/term, got '" + credential + "'");
        }
        if (!credentialParts[4].equals(CredentialScope.TERMINATOR)) {
            throw Refusal.mismatch("Credential should be scoped with a valid terminator: '" + CredentialScope.TERMINATOR
                    + "', not '" + credentialParts[4] + "'.");
        }
        return new Authorization(
                accessKeyId(credentialParts[0]),
                new CredentialScope(credentialParts[1], credentialParts[2], credentialParts[3]),
                List.of(parts.getOrDefault(SIGNED_HEADERS, "").split(";", -1)),
                parts.getOrDefault(SIGNATURE, ""));
    }

    private static Map<String, String> parts(String header) {
        if (header.length() > MAX_LENGTH) {
            throw Refusal.incomplete("the `Authorization` header is longer than " + MAX_LENGTH + " characters");
        }
        Map<String, String> parts = new TreeMap<>();
        if (header.equals(ALGORITHM)) {
            return parts;
        }
        // Nothing of another scheme is repeated in the answer: it may be a password.
        if (!header.startsWith(ALGORITHM + " ")) {
            throw Refusal.incomplete(
                    "the `Authorization` scheme is not `" + ALGORITHM + "`; sign with Signature Version 4");
        }
        boolean first = true;
        for (String piece : header.substring(ALGORITHM.length() + 1).split(",", -1)) {
            String part = !first && piece.startsWith(" ") ? piece.substring(1) : piece;
            first = false;
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new ApiException(
                        ApiError.INCOMPLETE_SIGNATURE,
                        "'" + part + "' not a valid key=value pair (missing equal-sign) in Authorization header: '"
                                + header + "'.",
                        "a part of the `Authorization` header has no equal sign");
            }
            String name = part.substring(0, equals);
            if (!name.equals(CREDENTIAL) && !name.equals(SIGNED_HEADERS) && !name.equals(SIGNATURE)) {
                throw Refusal.incomplete("the `Authorization` header has an unknown part `" + name + "`");
            }
            if (parts.put(name, part.substring(equals + 1)) != null) {
                throw Refusal.incomplete("the `Authorization` header has two parts `" + name + "`; send one");
            }
        }
        return parts;
    }

    private static void requireAll(Map<String, String> parts, RequestHead head) {
        StringBuilder missing = new StringBuilder();
        for (String name : List.of(CREDENTIAL, SIGNATURE, SIGNED_HEADERS)) {
            if (parts.getOrDefault(name, "").isEmpty()) {
                missing.append("Authorization header requires '").append(name).append("' parameter. ");
            }
        }
        if (head.values("x-amz-date").isEmpty() && head.values("date").isEmpty()) {
            missing.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        }
        if (missing.length() > 0) {
            throw Refusal.incomplete(missing + "Authorization=" + ALGORITHM);
        }
    }

    private static AccessKeyId accessKeyId(String text) {
        try {
            return new AccessKeyId(text);
        } catch (IllegalArgumentException noKeyLooksLikeThis) {
            throw Refusal.invalidToken("the access key id in `Credential` is malformed");
        }
    }

    private static void requireSortedLowerCaseNames(List<String> names) {
        String previous = "";
        for (String name : names) {
            if (!HttpToken.matches(name) || !name.equals(name.toLowerCase(Locale.ROOT))) {
                throw Refusal.incomplete("`SignedHeaders` is lower-case header names with `;` between them");
            }
            if (name.compareTo(previous) <= 0) {
                throw Refusal.incomplete("`SignedHeaders` must be sorted and name `" + name + "` once");
            }
            previous = name;
        }
    }

    /** The header's value. */
    String text() {
        return ALGORITHM + " Credential=" + accessKeyId + '/' + scope.text() + ", SignedHeaders="
                + String.join(";", signedHeaders) + ", Signature=" + signature;
    }

    @Override
    public String toString() {
        return "Authorization[" + accessKeyId + '/' + scope + ", " + signedHeaders + ']';
    }
}
