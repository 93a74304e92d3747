package dev.sallyport.forwarding;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which header fields of a client end at the gate: they carry its credentials, belong to one connection, or say something
 * about the request that only the gate may say.
 *
 * <p>Names are compared with every character that is no letter or digit taken as {@code -} and letters folded, since
 * servers behind CGI-like interfaces read {@code Sallyport_Assertion} and {@code sallyport.assertion} as
 * {@code Sallyport-Assertion} (CVE-2025-64484, CVE-2026-54763).
 */
public final class ReservedHeaders {
    /** Every header in which the gate itself says something begins with this. */
    public static final String PREFIX = "sallyport-";

    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "proxy-authorization", "x-amz-security-token");

    /** RFC 9110 7.6.1, and {@code Proxy-Connection}, which never was a standard and is sent all the same. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authentication-info",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Another origin, method or path than the one that was decided on, in the headers of proxies and frameworks. */
    private static final Set<String> CLAIMS = Set.of(
            "forwarded",
            "x-forwarded",
            "x-host",
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            "x-original-forwarded-for",
            "x-original-host",
            "x-original-method",
            "x-original-path",
            "x-original-proto",
            "x-original-remote-addr",
            "x-original-uri",
            "x-original-url",
            "x-rewrite-uri",
            "x-rewrite-url");

    /** The sender's address, as load balancers and content delivery networks write it for what is behind them. */
    private static final Set<String> ADDRESSES = Set.of(
            "cf-connecting-ip",
            "cf-connecting-ipv6",
            "client-ip",
            "fastly-client-ip",
            "proxy-client-ip",
            "true-client-ip",
            "wl-proxy-client-ip",
            "x-appengine-user-ip",
            "x-azure-clientip",
            "x-azure-socketip",
            "x-client-ip",
            "x-cluster-client-ip",
            "x-originating-ip",
            "x-proxyuser-ip",
            "x-real-ip");

    /**
     * Who the sender is, as other gates write it (RFC 9440 for certificates), and {@code Proxy}, which CGI-like interfaces
     * turn into {@code HTTP_PROXY} (CVE-2016-5385).
     */
    private static final Set<String> IDENTITIES = Set.of(
            "client-cert",
            "client-cert-chain",
            "proxy",
            "remote-addr",
            "remote-user",
            "x-client-cert",
            "x-webauth-user");

    private static final List<String> RESERVED_PREFIXES = List.of(
            PREFIX,
            "ssl-client-",
            "x-auth-request-",
            "x-authenticated-",
            "x-envoy-",
            "x-forwarded-",
            "x-remote-",
            "x-ssl-client-");

    private ReservedHeaders() {}

    /** Whether an API must never see a client's field of that name: its credential, or a claim that is not the client's. */
    public static boolean isWithheld(String name) {
        return isCredential(name) || isReserved(name);
    }

    /** Whether the field carries what the request was authenticated with. */
    public static boolean isCredential(String name) {
        return CREDENTIALS.contains(folded(name));
    }

    /**
     * Whether the field claims an identity, an origin, another path or another method ({@code Forwarded},
     * {@code X-Forwarded-*}, {@code X-Real-IP}, {@code Remote-User}, {@code X-Original-URL}, {@code X-HTTP-Method-Override}, {@code Sallyport-*} and the like).
     */
    public static boolean isReserved(String name) {
        String folded = folded(name);
        return CLAIMS.contains(folded)
                || ADDRESSES.contains(folded)
                || IDENTITIES.contains(folded)
                || RESERVED_PREFIXES.stream().anyMatch(folded::startsWith);
    }

    /** Whether the field is one in which the gate alone says something, to APIs as to clients. */
    public static boolean isOfTheGate(String name) {
        return folded(name).startsWith(PREFIX);
    }

    /** Whether the field is about one connection, so that a proxy never passes it on. */
    public static boolean isHopByHop(String name) {
        return HOP_BY_HOP.contains(folded(name));
    }

    private static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.toLowerCase(Locale.ROOT));
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9')) {
                folded.setCharAt(i, '-');
            }
        }
        return folded.toString();
    }
}
