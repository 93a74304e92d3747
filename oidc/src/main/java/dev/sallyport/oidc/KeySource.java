package dev.sallyport.oidc;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the keys of an issuer come from. */
public sealed interface KeySource {

    /**
     * Its discovery document and the key set that names.
     *
     * @param trustedCertificates the only authorities whose certificates the issuer's server may show; none means those of
     *     the Java platform
     * @param jwksHosts hosts, {@code name} or {@code name:port}, that may serve the key set beside the issuer's own
     */
    record Discovery(List<X509Certificate> trustedCertificates, Set<String> jwksHosts) implements KeySource {
        /** @throws IllegalArgumentException when an entry of {@code jwksHosts} is not a host */
        public Discovery {
            trustedCertificates = List.copyOf(trustedCertificates);
            jwksHosts = jwksHosts.stream().map(Discovery::host).collect(Collectors.toUnmodifiableSet());
        }

        /** Trusting the authorities of the Java platform, keys from the issuer's own host. */
        public static Discovery ofPlatformTrust() {
            return new Discovery(List.of(), Set.of());
        }

        private static String host(String text) {
            HttpUrl url = HttpUrl.parse("https://" + text);
            if (!url.path().isEmpty() || url.query().isPresent()) {
                throw new IllegalArgumentException("a host of keys is `name` or `name:port`, not `" + text + "`");
            }
            return text.toLowerCase(Locale.ROOT);
        }
    }

    /** A set that was configured; nothing is fetched. */
    record StaticJwks(JwkSet keys) implements KeySource {}
}
