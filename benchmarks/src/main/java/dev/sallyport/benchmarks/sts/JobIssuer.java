package dev.sallyport.benchmarks.sts;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/** Signs identity tokens as a CI system does for its jobs: RS256 with 2,048 bits, the claims of a GitHub job, no two alike. */
final class JobIssuer {
    static final String URL = "https://jobs.benchmarks.test";
    static final String AUDIENCE = "sallyport-benchmarks";
    static final String SUBJECT = "repo:octo-org/octo-repo:ref:refs/heads/main";

    private static final String ALGORITHM = "SHA256withRSA";
    private static final String KEY_ID = "benchmarks-1";
    private static final long LIFETIME_SECONDS = 3_600;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey privateKey;
    private final RSAPublicKey publicKey;
    private final int seed;

    /** @param seed part of the id of each token, so that those of two issuers differ too */
    JobIssuer(int seed) {
        this.seed = seed;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            KeyPair pair = generator.generateKeyPair();
            privateKey = pair.getPrivate();
            publicKey = (RSAPublicKey) pair.getPublic();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    RSAPublicKey publicKey() {
        return publicKey;
    }

    /** Its key set. */
    String jwks() {
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"" + KEY_ID + "\",\"n\":\""
                + unsigned(publicKey.getModulus()) + "\",\"e\":\"" + unsigned(publicKey.getPublicExponent()) + "\"}]}";
    }

    /**
     * Tokens of the jobs {@code from} to {@code from + count}, signed on all processors.
     *
     * @param policy the claim by which MinIO knows what a caller may do
     */
    List<String> tokens(int from, int count, String policy, Instant now) {
        return IntStream.range(from, from + count)
                .parallel()
                .mapToObj(job -> token(job, policy, now))
                .toList();
    }

    private String token(int job, String policy, Instant now) {
        String id = seed + "-" + job;
        long issued = now.getEpochSecond();
        String signed = encoded("{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"" + KEY_ID + "\"}") + "."
                + encoded("""
                {"jti":"%s","sub":"%s","aud":"%s","ref":"refs/heads/main","sha":"2f1d3a5b7c9e0f2a4b6c8d0e1f3a5b7c9d0e2f4a",\
                "repository":"octo-org/octo-repo","repository_owner":"octo-org","repository_owner_id":"65",\
                "run_id":"%d","run_number":"10","run_attempt":"2","repository_visibility":"private","repository_id":"74",\
                "actor_id":"12","actor":"octocat","workflow":"example-workflow","head_ref":"","base_ref":"",\
                "event_name":"workflow_dispatch","ref_protected":"true","ref_type":"branch",\
                "workflow_ref":"octo-org/octo-automation/.github/workflows/oidc.yml@refs/heads/main",\
                "job_workflow_ref":"octo-org/octo-automation/.github/workflows/oidc.yml@refs/heads/main",\
                "runner_environment":"github-hosted","policy":"%s","iss":"%s","nbf":%d,"exp":%d,"iat":%d}""".formatted(
                                id, SUBJECT, AUDIENCE, job, policy, URL, issued, issued + LIFETIME_SECONDS, issued));
        try {
            Signature signer = Signature.getInstance(ALGORITHM);
            signer.initSign(privateKey);
            signer.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signer.sign());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return BASE64.encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }
}
