package dev.sallyport.acceptance;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests to APIs, signed with the AWS SDK's own signer and sent by the JDK's client. */
final class SignedCalls {
    // The JDK's client sets these itself and lets nobody else.
    private static final Set<String> SET_BY_CLIENT = Set.of("host", "content-length");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /** What is sent after it was signed may be changed by {@code tamper}. */
    HttpResponse<String> send(
            AwsCredentialsIdentity credentials,
            String service,
            String method,
            URI target,
            String body,
            UnaryOperator<SdkHttpRequest> tamper)
            throws Exception {
        return send(credentials, service, method, target, body, body, tamper);
    }

    HttpResponse<String> send(
            AwsCredentialsIdentity credentials, String service, String method, URI target, String body)
            throws Exception {
        return send(credentials, service, method, target, body, body, request -> request);
    }

    HttpResponse<String> send(
            AwsCredentialsIdentity credentials,
            String service,
            String method,
            URI target,
            String signedBody,
            String sentBody,
            UnaryOperator<SdkHttpRequest> tamper)
            throws Exception {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(target)
                .build();
        SignedRequest signed = signer.sign(sign -> sign.identity(credentials)
                .request(request)
                .payload(ContentStreamProvider.fromUtf8String(signedBody))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
        SdkHttpRequest toSend = tamper.apply(signed.request());
        HttpRequest.Builder http = HttpRequest.newBuilder(toSend.getUri())
                .method(
                        toSend.method().name(),
                        sentBody.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(
                                        sentBody.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        toSend.forEachHeader((name, values) -> {
            if (!SET_BY_CLIENT.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> http.header(name, value));
            }
        });
        return client.send(http.build(), HttpResponse.BodyHandlers.ofString());
    }
}
