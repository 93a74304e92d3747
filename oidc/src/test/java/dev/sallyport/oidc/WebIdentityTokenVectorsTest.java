package dev.sallyport.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import dev.sallyport.json.JsonBoolean;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Attack tokens with their keys and one fixed time, through parser, verifier and a trust condition. */
class WebIdentityTokenVectorsTest {
    private static final Duration MAX_CPU_TIME = Duration.ofMillis(50);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Test
    void attacksAreRefusedAndControlsAccepted() throws Exception {
        for (Path file : Vectors.files("attacks*/web-identity-tokens.json")) {
            Vectors vectors = Vectors.of(file);
            Suite suite = new Suite(vectors.document());
            Set<String> acceptedByRule = new TreeSet<>();
            for (JsonObject one : Vectors.objects(suite.document, "cases")) {
                String id = Vectors.string(one, "id");
                Optional<String> refusal = suite.run(one);
                String expect = Vectors.string(one, "expect");
                boolean asExpected = switch (expect) {
                    case "accept" -> refusal.isEmpty();
                    case "reject" -> refusal.isPresent() && suite.isCheap(one);
                    case "accept-if-configured" -> refusal.isEmpty() == suite.isConfigured(one);
                    case "reject-or-documented" -> true;
                    default -> throw new AssertionError(id + ": unknown expect `" + expect + "`");
                };
                if (expect.equals("reject-or-documented") && refusal.isEmpty()) {
                    acceptedByRule.add(id + " " + Vectors.string(one, "name"));
                }
                vectors.count(id, asExpected, refusal.orElse("accepted") + ", expected " + expect);
            }
            acceptedByRule.forEach(id -> System.out.println("accepted by a documented rule: " + id));
            vectors.report();
        }
    }

    private static final class Suite {
        private final JsonObject document;
        private final Instant now;
        private final Map<String, OidcProvider> providers = new HashMap<>();
        private final Map<String, JwkSet> keys = new HashMap<>();

        Suite(JsonObject document) {
            this.document = document;
            this.now = Instant.ofEpochSecond(
                    Long.parseLong(((JsonNumber) document.get("fixedTime").orElseThrow()).text()));
            JsonObject configuration = Vectors.object(document, "configuration");
            for (JsonObject provider : Vectors.objects(configuration, "providers")) {
                String issuer = Vectors.string(provider, "issuer");
                providers.put(
                        issuer,
                        new OidcProvider(
                                FakeIssuer.ACCOUNT,
                                Issuer.of(issuer),
                                Vectors.strings(provider, "audiences"),
                                algorithms(Vectors.strings(provider, "algorithms")),
                                KeySource.Discovery.ofPlatformTrust()));
                keys.put(issuer, JwkSet.parse(Vectors.text(Vectors.object(Vectors.object(document, "jwks"), issuer))));
            }
        }

        Optional<String> run(JsonObject one) throws Exception {
            String token = token(one);
            return Vectors.refusal(() -> exchange(token));
        }

        /** The product's order: read the issuer, find the provider, verify, ask the trust policy. */
        private void exchange(String token) {
            UnverifiedIdToken unverified = UnverifiedIdToken.parse(token);
            OidcProvider provider = providers.get(unverified.issuer());
            if (provider == null) {
                throw IdTokenFaults.noProvider(unverified.issuer(), Optional.empty());
            }
            VerifiedIdToken verified = IdTokenVerifier.verify(unverified, provider, keys.get(unverified.issuer()), now);
            JsonObject trust =
                    Vectors.object(Vectors.object(Vectors.object(document, "configuration"), "trust"), "StringEquals");
            for (JsonObject.Member condition : trust.members()) {
                String key = condition
                        .name()
                        .replace("<issuer host and path>", provider.issuer().conditionKeyPrefix());
                String wanted = ((JsonString) condition.value()).value();
                if (!wanted.equals(verified.conditionKeys().singleValued().get(key))) {
                    throw IdTokenFaults.notValidated("the trust policy asks for another " + key);
                }
            }
        }

        /** Best of three: the first run of a path pays for loading its classes. */
        boolean isCheap(JsonObject one) throws Exception {
            String token = token(one);
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                long before = THREADS.getCurrentThreadCpuTime();
                Vectors.refusal(() -> exchange(token));
                best = Math.min(best, THREADS.getCurrentThreadCpuTime() - before);
            }
            return best < MAX_CPU_TIME.toNanos();
        }

        boolean isConfigured(JsonObject one) {
            String algorithm = Vectors.string(Vectors.object(one, "sign"), "alg");
            OidcProvider provider = providers.get(Vectors.string(one, "provider"));
            return SignatureAlgorithm.named(algorithm)
                    .filter(a -> provider.algorithms().contains(a))
                    .isPresent();
        }

        private String token(JsonObject one) throws Exception {
            Optional<String> ready = Vectors.optionalString(one, "tokenAtFixedTime");
            if (ready.isPresent()) {
                return ready.get();
            }
            if (one.get("tokenIsMutated").isPresent()
                    && ((JsonBoolean) one.get("tokenIsMutated").orElseThrow()).value()) {
                throw new AssertionError("a mutated token is given ready made");
            }
            return signed(
                    atFixedTime(Vectors.string(one, "headerText")),
                    atFixedTime(Vectors.string(one, "claimsText")),
                    Vectors.object(one, "sign"));
        }

        private String signed(String header, String claims, JsonObject sign) throws Exception {
            String input = FakeIssuer.base64Url(header) + "." + FakeIssuer.base64Url(claims);
            if (sign.contains("none")) {
                return input + ".";
            }
            if (sign.contains("raw")) {
                return input + "." + Vectors.string(sign, "raw");
            }
            String algorithm = Vectors.string(sign, "alg");
            if (sign.contains("hmacB64")) {
                byte[] key = Base64.getDecoder().decode(Vectors.string(sign, "hmacB64"));
                Mac mac = Mac.getInstance("HmacSHA" + algorithm.substring(2));
                mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, mac.getAlgorithm()));
                return input + "." + Base64Url.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
            }
            JWK key = JWK.parse(
                    Vectors.text(Vectors.object(Vectors.object(document, "privateJwks"), Vectors.string(sign, "key"))));
            return FakeIssuer.sign(header, claims, JWSAlgorithm.parse(algorithm), key);
        }

        // ${NOW}, ${NOW+n}, ${NOW-n}
        private String atFixedTime(String text) {
            StringBuilder filled = new StringBuilder();
            int from = 0;
            for (int start = text.indexOf("${NOW"); start >= 0; start = text.indexOf("${NOW", from)) {
                int end = text.indexOf('}', start);
                String offset = text.substring(start + "${NOW".length(), end);
                filled.append(text, from, start)
                        .append(now.getEpochSecond() + (offset.isEmpty() ? 0 : Long.parseLong(offset)));
                from = end + 1;
            }
            return filled.append(text, from, text.length()).toString();
        }

        private static Set<SignatureAlgorithm> algorithms(List<String> names) {
            List<SignatureAlgorithm> algorithms = new ArrayList<>();
            for (String name : names) {
                algorithms.add(SignatureAlgorithm.named(name)
                        .orElseThrow(() -> new AssertionError("no algorithm " + name.toUpperCase(Locale.ROOT))));
            }
            return Set.copyOf(algorithms);
        }
    }
}
