package dev.sallyport.oidc;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the keys of an issuer come from. */
public sealed interface KeySource {

    /** A set that an issuer serves. */
    sealed interface Fetched extends KeySource {
        ServerTrust trust();
    }

    /**
     * Whom a fetch may talk to.
     *
     * @param certificates the only authorities whose certificates a server may show; none means those of the Java
     *     platform
     * @param privateAddresses whether its addresses may be those of a private network (RFC 1918, RFC 4193 and shared
     *     address space); this machine's and the link's own never may
     */
    record ServerTrust(List<X509Certificate> certificates, boolean privateAddresses) {
        /** The authorities of the Java platform, at public addresses. */
        public static final ServerTrust PLATFORM = new ServerTrust(List.of(), false);

        public ServerTrust {
            certificates = List.copyOf(certificates);
        }
    }

    /**
     * Its discovery document and the key set that names.
     *
     * @param jwksHosts hosts, {@code name} or {@code name:port}, that may serve the key set beside the issuer's own
     */
    record Discovery(ServerTrust trust, Set<String> jwksHosts) implements Fetched {
        /** @throws IllegalArgumentException when an entry of {@code jwksHosts} is not a host */
        public Discovery {
            jwksHosts = jwksHosts.stream().map(Discovery::host).collect(Collectors.toUnmodifiableSet());
        }

        /** Trusting the authorities of the Java platform, keys from the issuer's own host. */
        public static Discovery ofPlatformTrust() {
            return new Discovery(ServerTrust.PLATFORM, Set.of());
        }

        private static String host(String text) {
            HttpUrl url = HttpUrl.parse("https://" + text);
            if (!url.path().isEmpty() || url.query().isPresent()) {
                throw new IllegalArgumentException("a host of keys is `name` or `name:port`, not `" + text + "`");
            }
            return text.toLowerCase(Locale.ROOT);
        }
    }

    /** A key set at an address that was configured: the issuer has no discovery document, or it is not to be asked. */
    record JwksUrl(HttpUrl url, ServerTrust trust) implements Fetched {
        /** @throws IllegalArgumentException unless the address is {@code https}, or {@code http} to this machine */
        public JwksUrl {
            if (!url.isSecure() && !url.isLoopback()) {
                throw new IllegalArgumentException(
                        "keys come over `https://`: whoever can change the answers of `" + url + "` can be anybody");
            }
        }
    }

    /** A set that was configured; nothing is fetched. */
    record StaticJwks(JwkSet keys) implements KeySource {}
}
