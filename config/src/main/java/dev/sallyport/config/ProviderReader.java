package dev.sallyport.config;

import dev.sallyport.config.yaml.FaultSink;
import dev.sallyport.config.yaml.YamlNode;
import dev.sallyport.oidc.CiClaims;
import dev.sallyport.oidc.HttpUrl;
import dev.sallyport.oidc.Issuer;
import dev.sallyport.oidc.JwkSet;
import dev.sallyport.oidc.KeySource;
import dev.sallyport.oidc.OidcProvider;
import dev.sallyport.oidc.SignatureAlgorithm;
import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the OIDC providers of an account: whose tokens it takes, for whom, and checked with which keys. */
final class ProviderReader {
    private static final int MAX_ALGORITHMS = 16;
    private static final int MAX_JWKS_HOSTS = 8;
    private static final int MAX_CA_BYTES = 1 << 20;

    private final boolean demo;
    private final AccountDraft account;

    ProviderReader(boolean demo, AccountDraft account) {
        this.demo = demo;
        this.account = account;
    }

    Optional<AccountDraft.Provider> read(Section section) {
        Field<Issuer> issuer =
                section.required("issuer", Values.text(demo ? Issuer::allowingPlainHttpOnLoopback : Issuer::of));
        Field<List<String>> clientIds =
                section.required("client-ids", Values.nonEmptyList(OidcProvider.MAX_CLIENT_IDS, Values.text()));
        Field<List<SignatureAlgorithm>> algorithms = section.optional(
                "algorithms",
                Values.nonEmptyList(MAX_ALGORITHMS, Values.text(ProviderReader::algorithm)),
                List.of(SignatureAlgorithm.RS256));
        Field<List<X509Certificate>> authorities = section.optional("ca-file", ProviderReader::certificates, List.of());
        Field<List<String>> jwksHosts =
                section.optional("jwks-hosts", Values.list(MAX_JWKS_HOSTS, Values.text()), List.of());
        Field<Optional<JwkSet>> jwks = section.optional("jwks-file", ProviderReader::jwks);
        Field<Optional<HttpUrl>> jwksUrl = section.optional("jwks-url", Values.text(HttpUrl::parse));
        Field<Boolean> privateAddresses = section.optional("private-addresses", Values.trueOrFalse(), false);
        Field<Boolean> shared = section.optional("shared", Values.trueOrFalse(), false);
        Field<Optional<String>> kind = section.optional("kind", Values.text(ProviderReader::kind));
        Field<Map<String, String>> claims =
                section.optional("claims", Values.named(CiClaims.names().size(), Values.text()), Map.of());
        claims.read().ifPresent(named -> refuseUnknownKeys(section, claims, named));
        Field<Optional<ParsedPolicy>> explainTo = section.optional("explain-to", ExplainToReader::read);
        issuer.read()
                .ifPresent(known -> explainTo
                        .read()
                        .flatMap(read -> read)
                        .ifPresent(parsed ->
                                ExplainToReader.requireKeysOf(known, kind.present(), parsed, section::fault)));
        section.refuse("thumbprints", "thumbprints are not taken; write `ca-file` with the authority's certificate");
        section.notBuiltYet("tags", "max-token-age");
        refuseMisplacedClaims(section, kind, claims);
        if (jwks.present()
                && (authorities.present() || jwksHosts.present() || jwksUrl.present() || privateAddresses.present())) {
            section.fault(
                    jwks.place(),
                    "with `jwks-file` nothing is fetched, so `ca-file`, `jwks-hosts`, `jwks-url` and `private-addresses`"
                            + " have no place here");
        }
        if (jwksUrl.present() && jwksHosts.present()) {
            section.fault(
                    jwksUrl.place(),
                    "with `jwks-url` the issuer is not asked where its keys are, so `jwks-hosts` has no place here");
        }
        jwksUrl.read().flatMap(url -> url).ifPresent(url -> {
            if (!url.isSecure() && !(demo && url.isLoopback())) {
                section.fault(
                        jwksUrl.place(),
                        "keys come over `https://`: whoever can change the answers of `" + url + "` can be anybody");
            }
        });
        issuer.read()
                .ifPresent(
                        known -> account.declared.add(account.arn("oidc-provider", "/", known.conditionKeyPrefix())));
        return section.build(() -> new AccountDraft.Provider(
                section.place(),
                new OidcProvider(
                        account.id(),
                        issuer.value(),
                        clientIds.value(),
                        EnumSet.copyOf(algorithms.value()),
                        keySource(
                                new KeySource.ServerTrust(authorities.value(), privateAddresses.value()),
                                jwksHosts.value(),
                                jwksUrl.value(),
                                jwks.value()),
                        kind.value().map(named -> ciClaims(named, claims.value())),
                        explainTo.value().map(ParsedPolicy::policy)),
                shared.value()));
    }

    private static KeySource keySource(
            KeySource.ServerTrust trust, List<String> jwksHosts, Optional<HttpUrl> jwksUrl, Optional<JwkSet> jwks) {
        if (jwks.isPresent()) {
            return new KeySource.StaticJwks(jwks.get());
        }
        return jwksUrl.isPresent()
                ? new KeySource.JwksUrl(jwksUrl.get(), trust)
                : new KeySource.Discovery(trust, new LinkedHashSet<>(jwksHosts));
    }

    private static String kind(String text) {
        Set<String> kinds = new TreeSet<>();
        kinds.add(CiClaims.GENERIC);
        CiClaims.KNOWN.forEach(known -> kinds.add(known.kind()));
        if (!kinds.contains(text)) {
            throw new IllegalArgumentException("`" + text + "` is none of `" + String.join("`, `", kinds) + "`"
                    + NearestName.suggestion(text, kinds));
        }
        return text;
    }

    private static void refuseUnknownKeys(
            Section section, Field<Map<String, String>> claims, Map<String, String> named) {
        Set<String> names = CiClaims.names();
        named.keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> section.fault(
                        claims.place(),
                        "there is no condition key `ci:" + name + "`"
                                + NearestName.of(name, names)
                                        .map(near -> "; did you mean `" + near + "`?")
                                        .orElse("; the names here are `" + String.join("`, `", names) + "`")));
    }

    private static void refuseMisplacedClaims(
            Section section, Field<Optional<String>> kind, Field<Map<String, String>> claims) {
        Optional<String> known = kind.read().flatMap(read -> read);
        boolean generic = known.filter(CiClaims.GENERIC::equals).isPresent();
        if (claims.present() && !generic) {
            section.fault(
                    claims.place(),
                    "`claims` says which claims `kind: " + CiClaims.GENERIC + "` has; "
                            + known.map(name -> "those of `kind: " + name + "` are known, so leave `claims` out")
                                    .orElse("write that beside it"));
        }
        if (generic && claims.read().filter(Map::isEmpty).isPresent()) {
            section.fault(
                    kind.place(),
                    "`kind: " + CiClaims.GENERIC + "` needs `claims`, such as `claims: {repository-id: repo_id}`");
        }
    }

    private static CiClaims ciClaims(String kind, Map<String, String> claims) {
        return CiClaims.KNOWN.stream()
                .filter(known -> known.kind().equals(kind))
                .findFirst()
                .orElseGet(() -> CiClaims.generic(claims));
    }

    private static SignatureAlgorithm algorithm(String text) {
        return SignatureAlgorithm.named(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "`" + text + "` is not taken; the algorithms are " + SignatureAlgorithm.names()));
    }

    private static Optional<List<X509Certificate>> certificates(YamlNode node, FaultSink faults) {
        return FilePaths.existingFile()
                .read(node, faults)
                .flatMap(path -> FileContent.bytes(path, MAX_CA_BYTES, message -> faults.add(node.place(), message)))
                .flatMap(pem -> {
                    List<X509Certificate> certificates = new ArrayList<>();
                    try {
                        CertificateFactory factory = CertificateFactory.getInstance("X.509");
                        for (Certificate certificate : factory.generateCertificates(new ByteArrayInputStream(pem))) {
                            certificates.add((X509Certificate) certificate);
                        }
                    } catch (CertificateException e) {
                        faults.add(node.place(), "the file does not hold certificates in PEM form");
                        return Optional.empty();
                    }
                    if (certificates.isEmpty()) {
                        faults.add(node.place(), "the file holds no certificate");
                        return Optional.empty();
                    }
                    return Optional.of(certificates);
                });
    }

    private static Optional<JwkSet> jwks(YamlNode node, FaultSink faults) {
        return FilePaths.existingFile()
                .read(node, faults)
                .flatMap(path -> FileContent.text(path, JwkSet.MAX_BYTES, message -> faults.add(node.place(), message)))
                .flatMap(json -> {
                    try {
                        return Optional.of(JwkSet.parse(json));
                    } catch (IllegalArgumentException e) {
                        faults.add(node.place(), e.getMessage() == null ? "this is no JWK set" : e.getMessage());
                        return Optional.empty();
                    }
                });
    }
}
