package dev.sallyport.sigv4;

import dev.sallyport.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;

/**
 * A request whose head {@link SignatureVerifier} has checked and whose signature awaits key and body. Until
 * {@link #verify} has returned, who sent it is only a claim.
 */
public final class SignedRequest {
    private final RequestHead head;
    private final Authorization authorization;
    private final SigningTime signingTime;
    private final Optional<String> declaredPayloadHash;
    private final PathForm pathForm;
    private final CanonicalRequest bodylessRequest;

    SignedRequest(
            RequestHead head,
            Authorization authorization,
            SigningTime signingTime,
            Optional<String> declaredPayloadHash,
            PathForm pathForm,
            CanonicalRequest bodylessRequest) {
        this.head = head;
        this.authorization = authorization;
        this.signingTime = signingTime;
        this.declaredPayloadHash = declaredPayloadHash;
        this.pathForm = pathForm;
        this.bodylessRequest = bodylessRequest;
    }

    public RequestHead head() {
        return head;
    }

    public Authorization authorization() {
        return authorization;
    }

    public Instant signedAt() {
        return signingTime.instant();
    }

    /** The hash in {@code x-amz-content-sha256}; {@link #verify} holds the body to it. */
    public Optional<String> declaredPayloadHash() {
        return declaredPayloadHash;
    }

    /**
     * Proves that the holder of {@code key} signed this head with this body. Compares in constant time.
     *
     * @param key derived for {@code authorization().scope()} from the secret of {@code authorization().accessKeyId()}
     * @param bodySha256Hex hash of the whole body as it arrived
     * @throws ApiException SignatureDoesNotMatch
     */
    public void verify(SigningKey key, String bodySha256Hex) {
        if (declaredPayloadHash.isPresent() && !declaredPayloadHash.get().equals(bodySha256Hex)) {
            throw Refusal.mismatch("the `x-amz-content-sha256` header is not the hash of the body");
        }
        if (!isSignedAs(bodylessRequest.withPayloadHash(bodySha256Hex), key)) {
            throw Refusal.wrongSignature(canonicalRequest(bodySha256Hex), stringToSign(bodySha256Hex));
        }
    }

    /** Whether {@code key} signed that request, at the time and for the scope that are claimed here. */
    boolean isSignedAs(CanonicalRequest request, SigningKey key) {
        byte[] expected = key.sign(stringToSign(request)).getBytes(StandardCharsets.US_ASCII);
        byte[] given = authorization.signature().getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, given);
    }

    /** As what service's its path was canonicalised. */
    PathForm pathForm() {
        return pathForm;
    }

    /** What the server says was signed, for a log or an answer: the session token is replaced by its SHA-256. */
    public String canonicalRequest(String bodySha256Hex) {
        return bodylessRequest.withPayloadHash(bodySha256Hex).redactedText();
    }

    /** The string to sign with that body; for a log too, as it holds no secret. */
    public String stringToSign(String bodySha256Hex) {
        return stringToSign(bodylessRequest.withPayloadHash(bodySha256Hex));
    }

    private String stringToSign(CanonicalRequest request) {
        return new StringToSign(signingTime.text(), authorization.scope(), request.sha256Hex()).text();
    }

    @Override
    public String toString() {
        return "SignedRequest[" + authorization + ", not verified]";
    }
}
