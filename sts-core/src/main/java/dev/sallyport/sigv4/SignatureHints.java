package dev.sallyport.sigv4;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a signature did not match, for the audit record. Once a request is refused, a few requests that it may have been when
 * it was signed are tried: with another host, another path, a header as proxies change it. The one whose signature matches
 * says what happened on the way.
 *
 * <p>Nothing found here changes the refusal or reaches the sender, so it is no oracle; and only the holder of the secret
 * can have made a signature that matches.
 */
public final class SignatureHints {
    /** No hints: for whoever has no log of its own to write them to. */
    public static final SignatureHints NONE = new SignatureHints(Set.of(), () -> false);

    /** Each costs a hash of the head; the sender has proved nothing. */
    static final int MAX_VARIANTS = 24;

    /** Longer requests get no hint. */
    static final int MAX_LENGTH = 8 * 1024;

    private static final int MAX_HOSTS = 8;

    /** What proxies, and HTTP clients after the signer, often write themselves. */
    private static final Set<String> OFTEN_CHANGED = Set.of(
            "accept",
            "accept-encoding",
            "cache-control",
            "connection",
            "content-length",
            "expect",
            "forwarded",
            "te",
            "traceparent",
            "transfer-encoding",
            "user-agent",
            "via",
            "x-amzn-trace-id",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-proto");

    private final Set<String> knownHosts;
    private final BooleanSupplier affordable;

    /** A request as it may have been signed, and what that says. */
    private record Variant(String hint, CanonicalRequest request) {}

    /**
     * @param knownHosts under which this server is called: what clients may have signed before a proxy wrote another
     * @param affordable asked before each search, so that a flood of wrong signatures does not buy one each
     */
    public SignatureHints(Set<String> knownHosts, BooleanSupplier affordable) {
        this.knownHosts = Set.copyOf(knownHosts);
        this.affordable = affordable;
    }

    /**
     * @param request whose signature does not match
     * @return a sentence without secrets; empty when none was searched for
     */
    public Optional<String> of(SignedRequest request, SigningKey key, String bodySha256Hex) {
        if (request.canonicalRequest(bodySha256Hex).length() > MAX_LENGTH || !affordable.getAsBoolean()) {
            return Optional.empty();
        }
        if (request.declaredPayloadHash()
                .filter(hash -> !hash.equals(bodySha256Hex))
                .isPresent()) {
            return Optional.of("Hint: the body was changed on the way, or another one was hashed.");
        }
        for (Variant variant : new Search(request, bodySha256Hex).variants()) {
            if (request.isSignedAs(variant.request(), key)) {
                return Optional.of("Hint: " + variant.hint() + ".");
            }
        }
        return Optional.of(
                "Hint: no known change on the way explains it, so most likely the secret access key is not that"
                        + " of `" + request.authorization().accessKeyId() + "`" + oftenChanged(request) + ".");
    }

    private static String oftenChanged(SignedRequest request) {
        String names = request.authorization().signedHeaders().stream()
                .filter(OFTEN_CHANGED::contains)
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? ""
                : "; or a signed header that is often changed on the way was: " + names
                        + ", which are better not signed";
    }

    private static boolean isHost(String text) {
        return !text.isEmpty() && text.length() <= 255 && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** The variants of one request, likely ones first. */
    private final class Search {
        /** With the signed headers alone. */
        private final RequestHead head;

        private final List<String> forwardedHosts;
        private final List<String> signedHeaders;
        private final PathForm pathForm;
        private final String bodySha256Hex;
        private final List<Variant> variants = new ArrayList<>();

        Search(SignedRequest request, String bodySha256Hex) {
            this.signedHeaders = request.authorization().signedHeaders();
            RequestHead arrived = request.head();
            this.head = new RequestHead(
                    arrived.method(),
                    arrived.rawPath(),
                    arrived.rawQuery(),
                    arrived.headers().stream()
                            .filter(field -> signedHeaders.contains(field.lowerCaseName()))
                            .toList());
            this.forwardedHosts = arrived.values("x-forwarded-host").stream()
                    .flatMap(value -> Stream.of(value.split(",", -1)))
                    .map(String::trim)
                    .filter(SignatureHints::isHost)
                    .limit(2)
                    .toList();
            this.pathForm = request.pathForm();
            this.bodySha256Hex = bodySha256Hex;
        }

        List<Variant> variants() {
            hosts();
            paths();
            headers();
            if (!bodySha256Hex.equals(Sha256.OF_NOTHING)) {
                add(
                        "it was signed with an empty body: the client signs before it has the body, or one was added",
                        head,
                        pathForm,
                        Sha256.OF_NOTHING);
            }
            switch (head.method()) {
                case "GET" -> method("HEAD");
                case "HEAD" -> method("GET");
                default -> {
                    // Proxies change no other.
                }
            }
            return variants;
        }

        private void hosts() {
            String host = head.values("host").get(0);
            Set<String> hosts = new LinkedHashSet<>(forwardedHosts);
            hosts.addAll(knownHosts);
            int port = host.lastIndexOf(':');
            if (port > 0 && !host.endsWith("]")) {
                hosts.add(host.substring(0, port));
            } else {
                hosts.add(host + ":443");
                hosts.add(host + ":80");
            }
            hosts.remove(host);
            hosts.stream()
                    .limit(MAX_HOSTS)
                    .forEach(other -> header(
                            "host",
                            List.of(other),
                            "it was signed for the host `" + other + "` and arrived with `" + host
                                    + "`: a proxy on the way rewrites `Host`; let it pass on the one that came"));
        }

        private void paths() {
            String path = head.rawPath();
            if (pathForm == PathForm.AS_SENT) {
                add(
                        "the signer encoded the path twice, which is not done for services named like S3",
                        head,
                        PathForm.NORMALIZED_ENCODED_TWICE,
                        bodySha256Hex);
            } else {
                // The same bytes come of a signer that encodes once and of a proxy that encodes again.
                add(
                        "the path was signed encoded once less than it is read: a proxy encodes it again, or the signer takes the"
                                + " service for S3, which alone leaves paths as they are",
                        head,
                        PathForm.AS_SENT,
                        bodySha256Hex);
            }
            path(
                    path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/",
                    "the slash at the end of the path was added or removed on the way");
            path(
                    PercentEncoding.encode(path, "/"),
                    "the path was signed encoded once more than it arrived: a proxy decodes it, or the signer encoded it twice");
        }

        private void headers() {
            for (String name : signedHeaders) {
                List<String> values = head.values(name);
                if (name.equals("host") || name.startsWith("x-amz-")) {
                    continue;
                }
                String hint = "the signed header `" + name
                        + "` was changed on the way; let the proxy pass it on, or do not sign it";
                if (values.size() > 1) {
                    header(name, values.subList(0, 1), hint);
                    header(name, values.subList(0, values.size() - 1), hint);
                }
                String value = values.get(0);
                int comma = value.lastIndexOf(',');
                if (comma > 0) {
                    header(name, List.of(value.substring(0, comma)), hint);
                }
                for (String usual : usual(name, value)) {
                    header(name, List.of(usual), hint);
                }
            }
        }

        private List<String> usual(String name, String value) {
            return switch (name) {
                case "content-type" ->
                    value.indexOf(';') < 0
                            ? List.of(value + "; charset=utf-8", value + "; charset=UTF-8", value + ";charset=UTF-8")
                            : List.of(value.substring(0, value.indexOf(';')).trim());
                case "accept-encoding" -> List.of("identity", "gzip", "");
                case "connection" -> List.of("keep-alive", "close", "Keep-Alive");
                case "accept" -> List.of("*/*");
                default -> List.of();
            };
        }

        private void method(String other) {
            add(
                    "it was signed as " + other + " and arrived as " + head.method(),
                    new RequestHead(other, head.rawPath(), head.rawQuery(), head.headers()),
                    pathForm,
                    bodySha256Hex);
        }

        private void path(String other, String hint) {
            if (!other.equals(head.rawPath()) && isPath(other)) {
                add(
                        hint,
                        new RequestHead(head.method(), other, head.rawQuery(), head.headers()),
                        pathForm,
                        bodySha256Hex);
            }
        }

        private void header(String name, List<String> values, String hint) {
            List<HeaderField> fields = new ArrayList<>();
            head.headers().stream().filter(field -> !field.isNamed(name)).forEach(fields::add);
            values.forEach(value -> fields.add(new HeaderField(name, value)));
            add(hint, new RequestHead(head.method(), head.rawPath(), head.rawQuery(), fields), pathForm, bodySha256Hex);
        }

        private void add(String hint, RequestHead changed, PathForm form, String payloadHash) {
            if (variants.size() < MAX_VARIANTS) {
                variants.add(new Variant(hint, CanonicalRequest.of(changed, signedHeaders, payloadHash, form)));
            }
        }

        private boolean isPath(String text) {
            int length = text.length() + head.rawQuery().orElse("").length();
            return text.startsWith("/")
                    && length <= RequestHead.MAX_TARGET_LENGTH
                    && text.chars().allMatch(c -> c >= ' ' && c != 0x7f && c != '?' && c != '#');
        }
    }
}
