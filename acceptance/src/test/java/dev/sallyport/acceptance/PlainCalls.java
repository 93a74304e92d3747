package dev.sallyport.acceptance;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.PathForm;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.RequestSigner;
import dev.sallyport.sigv4.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Calls that are sent once. SDKs, and the JDK's older HTTP client under them, send a POST again whose connection broke: then
 * an answer does not say which of the two it is about.
 */
final class PlainCalls {
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    /** What a call is signed with. */
    record Key(String id, SecretAccessKey secret, Optional<String> token) {}

    record Answer(int status, String body) {
        /** Without what may be a token in it. */
        @Override
        public String toString() {
            int message = body.indexOf("<Code>");
            return status + " " + (message < 0 ? "" : body.substring(message, Math.min(body.length(), message + 300)));
        }

        boolean isSuccess() {
            return status == 200;
        }

        /** The credentials of a response in XML. */
        Key issued() {
            return new Key(
                    element("AccessKeyId"),
                    SecretAccessKey.of(element("SecretAccessKey")),
                    Optional.of(element("SessionToken")));
        }

        private String element(String name) {
            int start = body.indexOf("<" + name + ">") + name.length() + 2;
            int end = body.indexOf("</" + name + ">");
            if (start < name.length() + 2 || end < start) {
                throw new AssertionError("there is no `" + name + "` in the answer " + this);
            }
            return body.substring(start, end);
        }
    }

    /** Unsigned without a key. */
    Answer sts(URI api, Optional<Key> key, Map<String, String> parameters) throws IOException {
        String form = "Version=2011-06-15&"
                + parameters.entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        List<HeaderField> type = List.of(new HeaderField("Content-Type", FORM));
        return send("POST", api.resolve("/"), type, form.getBytes(StandardCharsets.UTF_8), key, "sts");
    }

    Answer get(URI target, Key key, String service) throws IOException {
        return send("GET", target, List.of(), new byte[0], Optional.of(key), service);
    }

    private Answer send(
            String method, URI target, List<HeaderField> headers, byte[] body, Optional<Key> key, String service)
            throws IOException {
        List<HeaderField> sent = new ArrayList<>(headers);
        key.ifPresent(by -> sent.addAll(signature(method, target, headers, body, by, service)));
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        sent.forEach(field -> request.header(field.name(), field.value()));
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static List<HeaderField> signature(
            String method, URI target, List<HeaderField> headers, byte[] body, Key key, String service) {
        List<HeaderField> toSign = new ArrayList<>(headers);
        toSign.add(new HeaderField("Host", target.getAuthority()));
        return RequestSigner.sign(
                RequestHead.ofTarget(method, target.getRawPath(), toSign),
                new AccessKeyId(key.id()),
                key.secret(),
                key.token(),
                "us-east-1",
                service,
                Sha256.hex(body),
                PathForm.ofService(service),
                Instant.now());
    }
}
