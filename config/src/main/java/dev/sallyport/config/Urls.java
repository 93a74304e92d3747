package dev.sallyport.config;

import dev.sallyport.oidc.HttpUrl;
import java.net.URI;
import java.util.Locale;

/** Addresses of servers: scheme, host and port, nothing behind. */
final class Urls {
    private Urls() {}

    /** @throws IllegalArgumentException saying what is wrong */
    static URI origin(String text) {
        HttpUrl url = HttpUrl.parse(text);
        if (!url.path().isEmpty() || url.query().isPresent()) {
            throw new IllegalArgumentException("`" + text + "` is scheme, host and port, without anything behind");
        }
        return URI.create(text);
    }

    static int port(URI origin) {
        if (origin.getPort() >= 0) {
            return origin.getPort();
        }
        return origin.getScheme().equals("https") ? 443 : 80;
    }

    static boolean isLoopback(URI origin) {
        return HttpUrl.parse(origin.toString()).isLoopback();
    }

    /** Whether both lead to the same server; all names of the loopback interface are one. */
    static boolean sameServer(URI one, URI other) {
        boolean sameHost =
                one.getHost().toLowerCase(Locale.ROOT).equals(other.getHost().toLowerCase(Locale.ROOT))
                        || isLoopback(one) && isLoopback(other);
        return sameHost && port(one) == port(other);
    }
}
