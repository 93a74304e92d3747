package dev.sallyport.oidc.jwks;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonSyntaxException;
import dev.sallyport.oidc.HttpUrl;
import dev.sallyport.oidc.Issuer;
import java.util.Locale;
import java.util.Set;

/**
 * What an issuer says about itself (OpenID Connect Discovery 1.0, 3 and 4).
 *
 * @param jwksUri where its key set is
 */
record DiscoveryDocument(HttpUrl jwksUri) {
    /** Larger documents are refused; real ones have some kilobytes. */
    static final int MAX_BYTES = 128 * 1024;

    private static final JsonLimits LIMITS = new JsonLimits(MAX_BYTES, 32, 64);

    /** The address of an issuer's document (4.1: a terminating slash is removed before appending). */
    static HttpUrl addressOf(Issuer issuer) {
        String text = issuer.text();
        String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return HttpUrl.parse(base + "/.well-known/openid-configuration");
    }

    /**
     * Reads the document of one issuer. It must be about exactly that issuer (4.3: else one issuer could hand out another's
     * keys), and its key set must be on the issuer's own host and port, or on a host that was configured.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static DiscoveryDocument parse(byte[] utf8, Issuer issuer, Set<String> jwksHosts) {
        JsonObject document = object(utf8);
        if (!string(document, "issuer").equals(issuer.text())) {
            throw new IllegalArgumentException("the discovery document is about another issuer");
        }
        HttpUrl jwksUri;
        try {
            jwksUri = HttpUrl.parse(string(document, "jwks_uri"));
        } catch (IllegalArgumentException notAUrl) {
            throw new IllegalArgumentException("the `jwks_uri` cannot be used: " + notAUrl.getMessage(), notAUrl);
        }
        boolean plainToSelf = !issuer.url().isSecure() && jwksUri.isLoopback();
        if (!jwksUri.isSecure() && !plainToSelf) {
            throw new IllegalArgumentException("the `jwks_uri` is not an `https://` URL");
        }
        if (!isSameHost(jwksUri, issuer.url()) && !isAmong(jwksHosts, jwksUri)) {
            throw new IllegalArgumentException("the `jwks_uri` is on `" + jwksUri.host() + ":" + jwksUri.port()
                    + "`, not on the issuer's host; if that is right, configure it as a host of its keys");
        }
        return new DiscoveryDocument(jwksUri);
    }

    private static boolean isSameHost(HttpUrl url, HttpUrl issuer) {
        return url.host().equalsIgnoreCase(issuer.host()) && url.port() == issuer.port();
    }

    private static boolean isAmong(Set<String> hosts, HttpUrl url) {
        String host = url.host().toLowerCase(Locale.ROOT);
        boolean impliedPort = url.port() == (url.isSecure() ? 443 : 80);
        return hosts.contains(host + ":" + url.port()) || (impliedPort && hosts.contains(host));
    }

    private static JsonObject object(byte[] utf8) {
        JsonNode document;
        try {
            document = Json.parse(utf8, LIMITS);
        } catch (JsonSyntaxException notJson) {
            throw new IllegalArgumentException(
                    "the discovery document is not the JSON we accept: " + notJson.getMessage(), notJson);
        }
        if (document instanceof JsonObject object) {
            return object;
        }
        throw new IllegalArgumentException("the discovery document is not an object");
    }

    private static String string(JsonObject document, String name) {
        if (document.get(name).orElse(null) instanceof JsonString string) {
            return string.value();
        }
        throw new IllegalArgumentException("the discovery document has no string `" + name + "`");
    }
}
