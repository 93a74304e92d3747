package dev.sallyport.session;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.seal.AdditionalData;
import dev.sallyport.seal.Xaes256Gcm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Seals a session into its token, and opens a token again: the only place where either happens.
 *
 * <pre>
 * token  = "sallyport_" || base64url( version(1) || ring key id(4) || nonce(24) || sealed )
 * sealed = XAES-256-GCM of the claims, ring key, nonce, and as additional data, each field after its length:
 *          purpose, trust domain, version, ring key id, access key id
 * </pre>
 *
 * <p>So a token opens only beside its own access key id and in its own installation. It names no algorithm and exactly
 * one key, so nothing in it can be talked down. The base64url has no padding and no unused bits: one token, one text.
 */
public final class SessionSealer {
    /** A header value that every client, proxy and URL carries; the bound comes before any work on the text. */
    public static final int MAX_TOKEN_LENGTH = 4096;
    /** Made of base64url characters, and a mark by which secret scanners find leaked tokens. */
    public static final String PREFIX = "sallyport_";

    public static final int NONCE_BYTES = Xaes256Gcm.NONCE_BYTES;

    private static final byte VERSION = 1;
    private static final byte[] PURPOSE = "sallyport/session/v1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION_FIELD = {VERSION};
    private static final int HEADER_BYTES = 1 + RingKeyId.BYTES + NONCE_BYTES;
    private static final int MAX_TOKEN_BYTES = (MAX_TOKEN_LENGTH - PREFIX.length()) * 3 / 4;
    private static final int MAX_CLAIMS_BYTES = MAX_TOKEN_BYTES - HEADER_BYTES - Xaes256Gcm.TAG_BYTES;

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final String trustDomain;
    private final byte[] trustDomainField;
    private final KeyRing ring;

    /** @throws IllegalArgumentException when the trust domain is empty */
    public SessionSealer(String trustDomain, KeyRing ring) {
        if (trustDomain.isBlank()) {
            throw new IllegalArgumentException("sessions belong to a trust domain, which cannot be empty");
        }
        this.trustDomain = trustDomain;
        this.trustDomainField = trustDomain.getBytes(StandardCharsets.UTF_8);
        this.ring = ring;
    }

    /**
     * The token of a session, proved to open to the same claims.
     *
     * @param nonce {@link #NONCE_BYTES} random bytes, never used before
     * @throws ApiException with {@code PackedPolicyTooLarge} when tags, policies and claims do not fit into a token
     */
    public String seal(AccessKeyId accessKeyId, SessionClaims claims, byte[] nonce) {
        requireRoomForPolicies(claims);
        byte[] plaintext = SessionClaimsFormat.encode(claims);
        if (plaintext.length > MAX_CLAIMS_BYTES) {
            throw tooLarge("policy", Percent.of(plaintext.length, MAX_CLAIMS_BYTES), ", please use smaller policy.");
        }
        RingKeyId keyId = ring.primary();
        byte[] sealed = ring.minting().seal(nonce, additionalData(keyId, accessKeyId), plaintext);
        byte[] bytes = ByteBuffer.allocate(HEADER_BYTES + sealed.length)
                .put(VERSION)
                .put(keyId.bytes())
                .put(nonce)
                .put(sealed)
                .array();
        String token = PREFIX + ENCODER.encodeToString(bytes);
        requireOpens(accessKeyId, claims, token);
        return token;
    }

    /**
     * The session that {@code token} is. Whether it has expired or was revoked is the caller's question.
     *
     * @throws InvalidSessionTokenException unless {@link #seal} made exactly this text, for this access key id and
     *     trust domain, with a key that the ring still has
     */
    public SessionClaims open(AccessKeyId accessKeyId, String token) throws InvalidSessionTokenException {
        byte[] bytes = canonicalBytes(token);
        if (bytes.length < HEADER_BYTES + Xaes256Gcm.TAG_BYTES) {
            throw new InvalidSessionTokenException();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte version = buffer.get();
        RingKeyId keyId = new RingKeyId(buffer.getInt());
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        // Exactly one key is tried: the cipher does not commit to its key, and the id is part of what is authenticated.
        Optional<Xaes256Gcm> key = ring.opening(keyId);
        if (version != VERSION || key.isEmpty()) {
            throw new InvalidSessionTokenException();
        }
        byte[] plaintext = key.get()
                .open(nonce, additionalData(keyId, accessKeyId), sealed)
                .orElseThrow(InvalidSessionTokenException::new);
        try {
            return SessionClaimsFormat.decode(plaintext);
        } catch (IllegalArgumentException e) {
            throw new InvalidSessionTokenException();
        }
    }

    private static byte[] canonicalBytes(String token) throws InvalidSessionTokenException {
        if (token.length() > MAX_TOKEN_LENGTH || !token.startsWith(PREFIX)) {
            throw new InvalidSessionTokenException();
        }
        String encoded = token.substring(PREFIX.length());
        byte[] bytes;
        try {
            bytes = DECODER.decode(encoded);
        } catch (IllegalArgumentException e) {
            throw new InvalidSessionTokenException();
        }
        // The decoder also takes padding and unused bits that are not zero: other texts of the same token.
        if (!ENCODER.encodeToString(bytes).equals(encoded)) {
            throw new InvalidSessionTokenException();
        }
        return bytes;
    }

    private byte[] additionalData(RingKeyId keyId, AccessKeyId accessKeyId) {
        return AdditionalData.of(
                PURPOSE,
                trustDomainField,
                VERSION_FIELD,
                keyId.bytes(),
                accessKeyId.value().getBytes(StandardCharsets.US_ASCII));
    }

    private static void requireRoomForPolicies(SessionClaims claims) {
        int percent = PackedPolicies.of(claims).percent();
        if (percent > 100) {
            // The two sentences that clients know; configure-aws-credentials drops its tags and tries again.
            throw claims.hasSessionPolicies()
                    ? tooLarge("policy", percent, ", please use smaller policy.")
                    : tooLarge("size of session tags", percent, ".");
        }
    }

    private static ApiException tooLarge(String what, int percent, String rest) {
        return new ApiException(
                ApiError.PACKED_POLICY_TOO_LARGE,
                "Packed " + what + " consumes " + percent + "% of allotted space" + rest);
    }

    private void requireOpens(AccessKeyId accessKeyId, SessionClaims claims, String token) {
        try {
            if (open(accessKeyId, token).equals(claims)) {
                return;
            }
        } catch (InvalidSessionTokenException e) {
            throw new IllegalStateException("a session that was just sealed does not open", e);
        }
        throw new IllegalStateException("a session that was just sealed opens to other claims");
    }

    @Override
    public String toString() {
        return "SessionSealer[" + trustDomain + ", " + ring + "]";
    }
}
