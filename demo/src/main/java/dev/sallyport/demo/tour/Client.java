package dev.sallyport.demo.tour;

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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tour's HTTP client: HTTP/1.1, so that what is signed is what is sent. */
final class Client {
    static final String REGION = "us-east-1";

    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    private final InstantSource clock;

    Client(InstantSource clock) {
        this.clock = clock;
    }

    /** A call of the Query protocol; unsigned without credentials. */
    Answer query(URI endpoint, Map<String, String> parameters, Optional<Credentials> credentials) throws IOException {
        String form = parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return send(
                "POST",
                endpoint.resolve("/"),
                List.of(new HeaderField("Content-Type", FORM)),
                form.getBytes(StandardCharsets.UTF_8),
                credentials,
                "sts");
    }

    /** A request without a body, signed for {@code service}. */
    Answer signed(String method, URI target, Credentials credentials, String service) throws IOException {
        return send(method, target, List.of(), new byte[0], Optional.of(credentials), service);
    }

    /** A GET that shows {@code authorization}. */
    Answer get(URI target, String authorization) throws IOException {
        return send(
                "GET",
                target,
                List.of(new HeaderField("Authorization", authorization)),
                new byte[0],
                Optional.empty(),
                "");
    }

    private Answer send(
            String method,
            URI target,
            List<HeaderField> headers,
            byte[] body,
            Optional<Credentials> credentials,
            String service)
            throws IOException {
        List<HeaderField> sent = new ArrayList<>(headers);
        credentials.ifPresent(c -> sent.addAll(signature(method, target, headers, body, c, service)));
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        sent.forEach(field -> request.header(field.name(), field.value()));
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + target.getAuthority(), e);
        }
    }

    private List<HeaderField> signature(
            String method,
            URI target,
            List<HeaderField> headers,
            byte[] body,
            Credentials credentials,
            String service) {
        List<HeaderField> toSign = new ArrayList<>(headers);
        toSign.add(new HeaderField("Host", target.getAuthority()));
        RequestHead head =
                new RequestHead(method, target.getRawPath(), Optional.ofNullable(target.getRawQuery()), toSign);
        return RequestSigner.sign(
                head,
                credentials.accessKeyId(),
                credentials.secret(),
                credentials.sessionToken(),
                REGION,
                service,
                Sha256.hex(body),
                PathForm.ofService(service),
                clock.instant());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
