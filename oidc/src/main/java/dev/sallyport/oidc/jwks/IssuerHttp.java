package dev.sallyport.oidc.jwks;

import dev.sallyport.oidc.HttpUrl;
import dev.sallyport.oidc.JwkSet;
import dev.sallyport.oidc.KeySource;
import dev.sallyport.oidc.OidcProvider;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches the keys of one provider: its discovery document, then the key set that names; or a key set alone.
 *
 * <p>Redirects are not followed and no proxy is used: the host that was checked is the host that answers. HTTP/1.1 is
 * pinned, compression is not offered, and one deadline covers both requests with their bodies.
 */
final class IssuerHttp implements KeyFetcher {
    /** For everything together; a caller waits for it at most once. */
    static final Duration TOTAL_TIME = Duration.ofSeconds(5);

    private static final int OK = 200;

    private final OidcProvider provider;
    private final KeySource.Fetched source;
    private final Duration totalTime;
    private final HttpClient client;

    IssuerHttp(OidcProvider provider, KeySource.Fetched source) {
        this(provider, source, TOTAL_TIME);
    }

    IssuerHttp(OidcProvider provider, KeySource.Fetched source, Duration totalTime) {
        this.totalTime = totalTime;
        this.provider = provider;
        this.source = source;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(totalTime);
        if (!source.trust().certificates().isEmpty()) {
            builder.sslContext(TrustedCertificates.tlsContext(source.trust().certificates()));
        }
        this.client = builder.build();
    }

    @Override
    public JwkSet fetch() throws KeyFetchException {
        long deadline = System.nanoTime() + totalTime.toNanos();
        HttpUrl jwksUri;
        if (source instanceof KeySource.Discovery discovery) {
            jwksUri = jwksUri(discovery, deadline);
        } else if (source instanceof KeySource.JwksUrl configured) {
            jwksUri = configured.url();
        } else {
            throw new IllegalStateException("a key source of unknown kind");
        }
        byte[] set = get(jwksUri, JwkSet.MAX_BYTES, deadline);
        try {
            return JwkSet.parse(set);
        } catch (IllegalArgumentException wrong) {
            throw KeyFetchException.lasting(String.valueOf(wrong.getMessage()));
        }
    }

    private HttpUrl jwksUri(KeySource.Discovery discovery, long deadline) throws KeyFetchException {
        byte[] document = get(DiscoveryDocument.addressOf(provider.issuer()), DiscoveryDocument.MAX_BYTES, deadline);
        try {
            return DiscoveryDocument.parse(document, provider.issuer(), discovery.jwksHosts())
                    .jwksUri();
        } catch (IllegalArgumentException wrong) {
            throw KeyFetchException.lasting(String.valueOf(wrong.getMessage()));
        }
    }

    private byte[] get(HttpUrl url, int maxBytes, long deadline) throws KeyFetchException {
        requireAddressAllowed(url);
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw late(url);
        }
        HttpRequest request = HttpRequest.newBuilder(uri(url))
                .timeout(Duration.ofNanos(left))
                .header("Accept", "application/json")
                .header("User-Agent", "Sallyport")
                .GET()
                .build();
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(
                request, head -> head.statusCode() == OK ? new BoundedBody(maxBytes) : BoundedBody.unread());
        try {
            // The request's own timeout ends with the response head; this one also covers a body that trickles.
            HttpResponse<byte[]> response = exchange.get(left, TimeUnit.NANOSECONDS);
            if (response.statusCode() != OK) {
                throw refusal(url, response.statusCode());
            }
            return response.body();
        } catch (TimeoutException late) {
            exchange.cancel(true);
            throw late(url);
        } catch (ExecutionException failed) {
            throw failure(url, failed);
        } catch (InterruptedException interrupted) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw KeyFetchException.passing("the fetch of `" + url + "` was interrupted");
        }
    }

    /**
     * Refuses a name that leads where no issuer may be. The platform keeps an answer for 30 seconds, so the connection goes
     * where this check looked.
     */
    private void requireAddressAllowed(HttpUrl url) throws KeyFetchException {
        if (configuredHost().isLoopback() && url.isLoopback()) {
            return; // The configuration itself says this machine.
        }
        String host =
                url.host().startsWith("[") ? url.host().substring(1, url.host().length() - 1) : url.host();
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException unknown) {
            throw KeyFetchException.passing("the host of `" + url + "` has no address");
        }
        for (InetAddress address : addresses) {
            if (!AddressRule.allows(address, source.trust().privateAddresses())) {
                throw KeyFetchException.lasting("the host of `" + url + "` leads to `" + address.getHostAddress()
                        + "`, where no issuer may be"
                        + (AddressRule.allows(address, true) ? " without `private-addresses: true`" : ""));
            }
        }
    }

    private HttpUrl configuredHost() {
        return source instanceof KeySource.JwksUrl configured
                ? configured.url()
                : provider.issuer().url();
    }

    private static URI uri(HttpUrl url) throws KeyFetchException {
        try {
            URI uri = URI.create(url.text());
            if (url.host().equals(uri.getHost())) {
                return uri;
            }
        } catch (IllegalArgumentException notAUri) {
            // Refused below like a host that the two parsers read differently.
        }
        throw KeyFetchException.lasting("the address `" + url + "` is not one that can be fetched");
    }

    private static KeyFetchException refusal(HttpUrl url, int status) {
        if (status >= 300 && status < 400) {
            return KeyFetchException.lasting("`" + url + "` answers with a redirect, and redirects are not followed");
        }
        boolean passing = status >= 500 || status == 408 || status == 425 || status == 429;
        String message = "`" + url + "` answers with status " + status;
        return passing ? KeyFetchException.passing(message) : KeyFetchException.lasting(message);
    }

    private static KeyFetchException failure(HttpUrl url, ExecutionException failed) {
        for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof BoundedBody.TooLargeException) {
                return KeyFetchException.lasting("`" + url + "`: " + cause.getMessage());
            }
            if (cause instanceof CertificateException) {
                return KeyFetchException.lasting("the certificate of `" + url + "` is not trusted for this provider");
            }
        }
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        return KeyFetchException.passing(
                "`" + url + "` cannot be reached: " + cause.getClass().getSimpleName());
    }

    private KeyFetchException late(HttpUrl url) {
        return KeyFetchException.passing("`" + url + "` did not answer in " + totalTime.toMillis() + " ms");
    }
}
