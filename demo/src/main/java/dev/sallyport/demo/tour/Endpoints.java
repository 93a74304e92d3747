package dev.sallyport.demo.tour;

import dev.sallyport.demo.issuer.ExampleIssuer;
import dev.sallyport.demo.port.Listener;
import dev.sallyport.demo.port.Ports;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where clients find the demo. */
public record Endpoints(URI api, URI proxy, URI issuer, URI payments) {
    public static Endpoints of(Ports ports) {
        return new Endpoints(
                local(ports.of(Listener.API)),
                local(ports.of(Listener.PROXY)),
                local(ports.of(Listener.ISSUER)),
                local(ports.of(Listener.PAYMENTS)));
    }

    public URI order(String id) {
        return proxy.resolve("/orders/" + id);
    }

    public URI payment(String id) {
        return payments.resolve("/payments/" + id);
    }

    /** Where a workflow gets a token for {@code audience}. */
    public URI token(String audience) {
        return issuer.resolve(ExampleIssuer.TOKEN + "?audience=" + URLEncoder.encode(audience, StandardCharsets.UTF_8));
    }

    private static URI local(int port) {
        return URI.create("http://localhost:" + port);
    }
}
