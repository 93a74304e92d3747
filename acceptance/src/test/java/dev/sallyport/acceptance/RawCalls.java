package dev.sallyport.acceptance;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.PathForm;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.RequestSigner;
import dev.sallyport.sigv4.Sha256;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Signed requests that go out byte for byte, and their answers as they came, for what HTTP clients would tidy up. */
final class RawCalls {
    private RawCalls() {}

    /** Signed for the service {@code orders}; what comes back until the connection ends. */
    static String send(AwsSessionCredentials credentials, URI proxy, String method, String target, HeaderField... more)
            throws IOException {
        return send(credentials, proxy, method, target, proxy.getAuthority(), List.of(more));
    }

    static String send(
            AwsSessionCredentials credentials,
            URI proxy,
            String method,
            String target,
            String host,
            List<HeaderField> more)
            throws IOException {
        List<HeaderField> headers = new ArrayList<>();
        headers.add(new HeaderField("Host", host));
        headers.addAll(more);
        headers.addAll(RequestSigner.sign(
                RequestHead.ofTarget(method, target, headers),
                new AccessKeyId(credentials.accessKeyId()),
                SecretAccessKey.of(credentials.secretAccessKey()),
                Optional.of(credentials.sessionToken()),
                "us-east-1",
                "orders",
                Sha256.hex(new byte[0]),
                PathForm.ofService("orders"),
                Instant.now()));
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(field ->
                request.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        request.append("Connection: close\r\n\r\n");
        return exchange(proxy, request.toString());
    }

    static String exchange(URI listener, String request) throws IOException {
        try (Socket socket = new Socket(listener.getHost(), listener.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
