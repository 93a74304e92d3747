package dev.sallyport.sigv4;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Signs requests in the header form, as a client. */
public final class RequestSigner {
    /** What proxies and HTTP clients add or change on the way; botocore leaves out the same. */
    private static final Set<String> NEVER_SIGNED = Set.of(
            "connection",
            "expect",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "x-amzn-trace-id");

    private static final List<String> ADDED = List.of("authorization", "x-amz-date", "x-amz-security-token");

    private RequestSigner() {}

    /**
     * The header fields to add to the request: {@code X-Amz-Date}, with a session {@code X-Amz-Security-Token}, and
     * {@code Authorization}. All fields of {@code head} are signed except those that change on the way.
     *
     * @param head the request as it will be sent, with its {@code host} field
     * @param bodySha256Hex SHA-256 of the body that will be sent
     * @throws IllegalArgumentException when there is no {@code host} field, or one of the fields to add is there already
     */
    public static List<HeaderField> sign(
            RequestHead head,
            AccessKeyId accessKeyId,
            SecretAccessKey secret,
            Optional<String> sessionToken,
            String region,
            String service,
            String bodySha256Hex,
            PathForm pathForm,
            Instant now) {
        if (head.values("host").size() != 1) {
            throw new IllegalArgumentException("a request to sign has one `host` header");
        }
        for (String name : ADDED) {
            if (!head.values(name).isEmpty()) {
                throw new IllegalArgumentException("a request to sign has no `" + name + "` header yet");
            }
        }
        SigningTime signingTime = SigningTime.of(now);
        List<HeaderField> added = new ArrayList<>();
        added.add(new HeaderField("X-Amz-Date", signingTime.text()));
        sessionToken.ifPresent(token -> added.add(new HeaderField("X-Amz-Security-Token", token)));
        RequestHead complete = withHeaders(head, added);

        CredentialScope scope = new CredentialScope(signingTime.date(), region, service);
        List<String> signedHeaders = signedHeaders(complete);
        CanonicalRequest request = CanonicalRequest.of(complete, signedHeaders, bodySha256Hex, pathForm);
        String stringToSign = new StringToSign(signingTime.text(), scope, request.sha256Hex()).text();
        String signature = SigningKey.derive(secret, scope).sign(stringToSign);
        Authorization authorization = new Authorization(accessKeyId, scope, signedHeaders, signature);
        added.add(new HeaderField("Authorization", authorization.text()));
        return List.copyOf(added);
    }

    private static List<String> signedHeaders(RequestHead head) {
        TreeSet<String> names = new TreeSet<>();
        for (HeaderField field : head.headers()) {
            if (!NEVER_SIGNED.contains(field.lowerCaseName())) {
                names.add(field.lowerCaseName());
            }
        }
        return List.copyOf(names);
    }

    private static RequestHead withHeaders(RequestHead head, List<HeaderField> added) {
        List<HeaderField> headers = new ArrayList<>(head.headers());
        headers.addAll(added);
        return new RequestHead(head.method(), head.rawPath(), head.rawQuery(), headers);
    }
}
