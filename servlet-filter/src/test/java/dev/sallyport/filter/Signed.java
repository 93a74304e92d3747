package dev.sallyport.filter;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.PathForm;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.RequestSigner;
import dev.sallyport.sigv4.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A request as a client signs it; each method makes another one. */
record Signed(
        String method,
        String target,
        List<HeaderField> headers,
        String body,
        AccessKeyId key,
        SecretAccessKey secret,
        Optional<String> token,
        String region,
        String service,
        Instant at) {

    static Signed request(String method, String target, Instant at) {
        return new Signed(
                method,
                target,
                List.of(),
                "",
                FakeGateway.CLIENT,
                FakeGateway.CLIENT_SECRET,
                Optional.of(FakeGateway.TOKEN),
                "us-east-1",
                "payments",
                at);
    }

    Signed body(String text) {
        return new Signed(method, target, headers, text, key, secret, token, region, service, at);
    }

    Signed header(String name, String value) {
        List<HeaderField> more = new ArrayList<>(headers);
        more.add(new HeaderField(name, value));
        return new Signed(method, target, more, body, key, secret, token, region, service, at);
    }

    Signed secret(String other) {
        return new Signed(method, target, headers, body, key, SecretAccessKey.of(other), token, region, service, at);
    }

    Signed key(String id, Optional<String> otherToken) {
        return new Signed(method, target, headers, body, new AccessKeyId(id), secret, otherToken, region, service, at);
    }

    Signed service(String other) {
        return new Signed(method, target, headers, body, key, secret, token, region, other, at);
    }

    Signed region(String other) {
        return new Signed(method, target, headers, body, key, secret, token, other, service, at);
    }

    RequestHead head() {
        List<HeaderField> all = new ArrayList<>(List.of(new HeaderField("Host", "api.example.com")));
        all.addAll(headers);
        RequestHead unsigned = RequestHead.ofTarget(method, target, all);
        all.addAll(RequestSigner.sign(
                unsigned, key, secret, token, region, service, Sha256.hex(bytes()), PathForm.ofService(service), at));
        return RequestHead.ofTarget(method, target, all);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    FakeRequest arrived() {
        return new FakeRequest(head(), bytes());
    }
}
