package dev.sallyport.session;

import static dev.sallyport.session.Sessions.KEY_ID;
import static dev.sallyport.session.Sessions.NOW;
import static dev.sallyport.session.Sessions.accessKeyId;
import static dev.sallyport.session.Sessions.bytes;
import static dev.sallyport.session.Sessions.nonce;
import static dev.sallyport.session.Sessions.plain;
import static dev.sallyport.session.Sessions.ring;
import static dev.sallyport.session.Sessions.role;
import static dev.sallyport.session.Sessions.sealer;
import static dev.sallyport.session.Sessions.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.Tag;
import dev.sallyport.identity.Tags;
import dev.sallyport.seal.AdditionalData;
import dev.sallyport.seal.Xaes256Gcm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSealerTest {
    private static final String BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final SessionSealer sealer = sealer();
    private final SessionClaims claims = plain(role()).build();
    private final String token = sealer.seal(KEY_ID, claims, nonce(1));

    @Test
    void everySessionOpensToWhatWasSealed() throws InvalidSessionTokenException {
        Random random = new Random(20260301);
        for (int i = 0; i < 500; i++) {
            SessionClaims sealed = Sessions.random(random);
            AccessKeyId keyId = accessKeyId(random.nextLong());
            String sealedToken = sealer.seal(keyId, sealed, nonce(random.nextLong()));
            assertThat(sealer.open(keyId, sealedToken)).isEqualTo(sealed);
            assertThat(sealedToken).hasSizeLessThanOrEqualTo(SessionSealer.MAX_TOKEN_LENGTH);
        }
    }

    @Test
    void sameClaimsAndNonceGiveTheSameToken() {
        assertThat(sealer.seal(KEY_ID, claims, nonce(1))).isEqualTo(token);
        assertThat(sealer.seal(KEY_ID, claims, nonce(2))).isNotEqualTo(token);
    }

    @Test
    void aSecondProcessWithTheSameRingOpensTheToken() throws InvalidSessionTokenException {
        SessionSealer other = new SessionSealer("prod.example.com", KeyRing.decode(ring().encode()));
        assertThat(other.open(KEY_ID, token)).isEqualTo(claims);
    }

    @Test
    void tokenOfARoleSessionStaysSmall() {
        assertThat(token).hasSizeLessThanOrEqualTo(300);
        String atLimits = sealer.seal(
                KEY_ID,
                plain(new Principal.RoleSession(
                                Sessions.ACCOUNT,
                                "/engineering/platform/",
                                "a".repeat(64),
                                role().roleId(),
                                "b".repeat(64)))
                        .build(),
                nonce(1));
        assertThat(atLimits).hasSizeLessThanOrEqualTo(450);
    }

    @Test
    void tokenOfACiSessionStaysSmall() {
        String issuer = "token.actions.githubusercontent.com";
        String ci = sealer.seal(
                KEY_ID,
                plain(role())
                        .webIdentity(
                                Arn.iam(Sessions.ACCOUNT, "oidc-provider/" + issuer),
                                Map.of(
                                        issuer + ":sub", List.of("repo:acme/orders:ref:refs/heads/main"),
                                        issuer + ":aud", List.of("https://sts.example.com")))
                        .build(),
                nonce(1));
        assertThat(ci).hasSizeLessThanOrEqualTo(420);
    }

    @Test
    void tokenBeginsWithAMarkThatScannersFind() {
        assertThat(token)
                .startsWith("sallyport_")
                .matches(text -> text.chars().allMatch(c -> BASE64URL.indexOf(c) >= 0));
    }

    @Test
    void tokenShowsNothingOfTheSession() {
        String raw = new String(decoded(token), StandardCharsets.ISO_8859_1);
        assertThat(raw)
                .doesNotContain(
                        "orders-deployment", "GitHubActions", claims.secret().reveal());
    }

    @Test
    void eachChangedCharacterIsRefused() {
        for (int i = 0; i < token.length(); i++) {
            for (int j = 0; j < BASE64URL.length(); j++) {
                char c = BASE64URL.charAt(j);
                if (token.charAt(i) != c) {
                    assertRefused(KEY_ID, token.substring(0, i) + c + token.substring(i + 1));
                }
            }
        }
    }

    @Test
    void eachCutTokenIsRefused() {
        for (int length = 0; length < token.length(); length++) {
            assertRefused(KEY_ID, token.substring(0, length));
            assertRefused(KEY_ID, token.substring(token.length() - length));
        }
    }

    @Test
    void tokenWithSomethingAddedIsRefused() {
        for (String added : List.of("A", "AAAA", "=", "==", " ", "\n", "\0", ".", "%3D", token)) {
            assertRefused(KEY_ID, token + added);
            assertRefused(KEY_ID, added + token);
        }
    }

    @Test
    void otherAlphabetIsRefused() {
        String withBoth = tokenContaining('-', '_');
        assertRefused(
                KEY_ID,
                SessionSealer.PREFIX + encodedPart(withBoth).replace('-', '+').replace('_', '/'));
        assertRefused(
                KEY_ID,
                withBoth.replace(encodedPart(withBoth), encodedPart(withBoth).replace('-', '+')));
    }

    @Test
    void paddingIsRefused() {
        for (String name : List.of("a", "aa", "aaa")) {
            String sealed = sealer.seal(KEY_ID, plain(roleNamed(name)).build(), nonce(1));
            String padded = SessionSealer.PREFIX + Base64.getUrlEncoder().encodeToString(decoded(sealed));
            if (!padded.equals(sealed)) {
                assertRefused(KEY_ID, padded);
            }
        }
    }

    @Test
    void unusedLowBitsAreRefused() throws InvalidSessionTokenException {
        int refused = 0;
        for (String name : List.of("a", "aa", "aaa")) {
            String sealed = sealer.seal(KEY_ID, plain(roleNamed(name)).build(), nonce(1));
            byte[] same = decoded(sealed);
            for (int j = 0; j < BASE64URL.length(); j++) {
                char last = BASE64URL.charAt(j);
                String other = sealed.substring(0, sealed.length() - 1) + last;
                if (!other.equals(sealed) && Arrays.equals(decoded(other), same)) {
                    assertRefused(KEY_ID, other);
                    refused++;
                }
            }
        }
        // Of the three lengths one has four unused bits and one has two.
        assertThat(refused).isEqualTo(15 + 3);
    }

    @Test
    void otherPrefixIsRefused() {
        assertRefused(KEY_ID, encodedPart(token));
        assertRefused(KEY_ID, "SALLYPORT_" + encodedPart(token));
        assertRefused(KEY_ID, SessionSealer.PREFIX + token);
    }

    @Test
    void emptyAndEndlessTokensAreRefused() {
        assertRefused(KEY_ID, "");
        assertRefused(KEY_ID, SessionSealer.PREFIX);
        assertRefused(KEY_ID, SessionSealer.PREFIX + "A".repeat(SessionSealer.MAX_TOKEN_LENGTH));
        assertRefused(KEY_ID, SessionSealer.PREFIX + "A".repeat(64 * 1024));
    }

    @Test
    void tokenBesideAnotherAccessKeyIdIsRefused() {
        assertRefused(accessKeyId(2), token);
        assertRefused(new AccessKeyId(KEY_ID.value() + "A"), token);
        assertRefused(new AccessKeyId(KEY_ID.value().toLowerCase(Locale.ROOT)), token);
    }

    @Test
    void tokenOfAnotherTrustDomainIsRefused() {
        SessionSealer staging = new SessionSealer("staging.example.com", ring());
        assertThat(catchThrowable(() -> staging.open(KEY_ID, token))).isInstanceOf(InvalidSessionTokenException.class);
    }

    @Test
    void tokenOfAnUnknownRingKeyIsRefused() {
        SessionSealer other = new SessionSealer("prod.example.com", KeyRing.create(new RingKeyId(9), bytes(2, 32)));
        assertThat(catchThrowable(() -> other.open(KEY_ID, token))).isInstanceOf(InvalidSessionTokenException.class);
    }

    @Test
    void tokenOfAnotherRingWithTheSameKeyIdIsRefused() {
        SessionSealer other =
                new SessionSealer("prod.example.com", KeyRing.create(Sessions.RING_KEY_ID, bytes(99, 32)));
        assertThat(catchThrowable(() -> other.open(KEY_ID, token))).isInstanceOf(InvalidSessionTokenException.class);
    }

    @Test
    void tokenOutlivesItsKeysTurnAsPrimaryButNotItsDestruction() throws InvalidSessionTokenException {
        RingKeyId next = new RingKeyId(7);
        KeyRing pending = ring().withPending(next, bytes(7, 32));
        KeyRing promoted = pending.promote(next);
        KeyRing destroyed = promoted.destroy(Sessions.RING_KEY_ID);

        assertThat(with(pending).open(KEY_ID, token)).isEqualTo(claims);
        assertThat(with(promoted).open(KEY_ID, token)).isEqualTo(claims);
        assertThat(catchThrowable(() -> with(destroyed).open(KEY_ID, token)))
                .isInstanceOf(InvalidSessionTokenException.class);
    }

    @Test
    void tokenOfAFreshlyPromotedKeyOpensWhereThatKeyIsStillPending() throws InvalidSessionTokenException {
        RingKeyId next = new RingKeyId(7);
        KeyRing pending = ring().withPending(next, bytes(7, 32));
        String early = with(pending.promote(next)).seal(KEY_ID, claims, nonce(3));
        assertThat(with(pending).open(KEY_ID, early)).isEqualTo(claims);
    }

    @Test
    void sealedByTheRingKeyForAnotherPurposeIsRefused() {
        Xaes256Gcm key = new Xaes256Gcm(bytes(2, 32));
        byte[] aad = AdditionalData.of("sallyport/other/v1", "prod.example.com");
        assertRefused(KEY_ID, tokenOf((byte) 1, key.seal(nonce(1), aad, SessionClaimsFormat.encode(claims))));
    }

    @Test
    void otherVersionIsRefusedEvenIfTheRingKeySealedIt() {
        Xaes256Gcm key = new Xaes256Gcm(bytes(2, 32));
        for (int version : List.of(0, 2, 255)) {
            byte[] aad = sessionAdditionalData((byte) version);
            assertRefused(KEY_ID, tokenOf((byte) version, key.seal(nonce(1), aad, SessionClaimsFormat.encode(claims))));
        }
    }

    @Test
    void claimsOfAnUnknownVersionAreRefusedEvenIfTheRingKeySealedThem() throws InvalidSessionTokenException {
        Xaes256Gcm key = new Xaes256Gcm(bytes(2, 32));
        byte[] plaintext = SessionClaimsFormat.encode(claims);
        assertThat(sealer.open(
                        KEY_ID, tokenOf((byte) 1, key.seal(nonce(1), sessionAdditionalData((byte) 1), plaintext))))
                .isEqualTo(claims);
        plaintext[0] = 2;
        assertRefused(KEY_ID, tokenOf((byte) 1, key.seal(nonce(1), sessionAdditionalData((byte) 1), plaintext)));
    }

    @Test
    void everyRefusalLooksTheSame() {
        List<Throwable> refusals = new ArrayList<>();
        for (String wrong :
                List.of("", "x", token + "=", token.substring(0, token.length() - 4), SessionSealer.PREFIX)) {
            refusals.add(catchThrowable(() -> sealer.open(KEY_ID, wrong)));
        }
        refusals.add(catchThrowable(() -> sealer.open(accessKeyId(2), token)));
        refusals.add(catchThrowable(() -> new SessionSealer("other", ring()).open(KEY_ID, token)));
        assertThat(refusals).allSatisfy(refusal -> {
            assertThat(refusal)
                    .isInstanceOf(InvalidSessionTokenException.class)
                    .hasMessage("the session token is invalid")
                    .hasNoCause();
            assertThat(refusal.getStackTrace()).isEmpty();
        });
    }

    @Test
    void expiryIsNotTheSealersBusiness() throws InvalidSessionTokenException {
        SessionClaims opened = sealer.open(KEY_ID, token);
        assertThat(opened.isExpired(NOW.plusSeconds(3600).minusNanos(1))).isFalse();
        assertThat(opened.isExpired(NOW.plusSeconds(3600))).isTrue();
    }

    @Test
    void tooManyTagsAreRefusedWithTheSentenceThatClientsKnow() {
        Random random = new Random(1);
        List<Tag> tags = random.ints(50)
                .mapToObj(i -> new Tag(hex(random, 60), hex(random, 120)))
                .toList();
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> sealer.seal(
                        KEY_ID, plain(role()).tags(Tags.of(tags), Set.of()).build(), nonce(1)))
                .satisfies(e -> {
                    assertThat(e.error()).isEqualTo(ApiError.PACKED_POLICY_TOO_LARGE);
                    assertThat(e.message())
                            .startsWith("Packed size of session tags consumes ")
                            .endsWith("% of allotted space.");
                });
    }

    @Test
    void tooLargePolicyIsRefusedWithTheSentenceThatClientsKnow() {
        String policy = hex(new Random(2), 8000);
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> sealer.seal(
                        KEY_ID,
                        plain(role())
                                .sessionPolicies(List.of(policy), List.of())
                                .build(),
                        nonce(1)))
                .satisfies(e -> {
                    assertThat(e.error()).isEqualTo(ApiError.PACKED_POLICY_TOO_LARGE);
                    assertThat(e.message())
                            .startsWith("Packed policy consumes ")
                            .endsWith("% of allotted space, please use smaller policy.");
                });
    }

    @Test
    void claimsThatLeaveNoRoomAreRefused() {
        SessionClaims huge = plain(user())
                .webIdentity(Arn.iam(Sessions.ACCOUNT, "oidc-provider/x"), Map.of("x:sub", List.of("s".repeat(3000))))
                .build();
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> sealer.seal(KEY_ID, huge, nonce(1)))
                .satisfies(e -> assertThat(e.error()).isEqualTo(ApiError.PACKED_POLICY_TOO_LARGE));
    }

    @Test
    void largestTokenIsWithinTheBound() throws InvalidSessionTokenException {
        int longest = 0;
        for (int length = 2700; length < 3000; length++) {
            SessionClaims large = plain(role())
                    .webIdentity(
                            Arn.iam(Sessions.ACCOUNT, "oidc-provider/x"), Map.of("x:sub", List.of("s".repeat(length))))
                    .build();
            try {
                String sealed = sealer.seal(KEY_ID, large, nonce(1));
                assertThat(sealer.open(KEY_ID, sealed)).isEqualTo(large);
                longest = sealed.length();
            } catch (ApiException tooLarge) {
                break;
            }
        }
        assertThat(longest).isBetween(SessionSealer.MAX_TOKEN_LENGTH - 3, SessionSealer.MAX_TOKEN_LENGTH);
    }

    @Test
    void tooLongTokenIsRefusedEvenIfTheRingKeySealedIt() throws InvalidSessionTokenException {
        SessionClaims fits = withSubjectOf(2000);
        assertThat(sealer.open(KEY_ID, sealedByTheRingKey(fits))).isEqualTo(fits);
        String tooLong = sealedByTheRingKey(withSubjectOf(3000));
        assertThat(tooLong).hasSizeGreaterThan(SessionSealer.MAX_TOKEN_LENGTH);
        assertRefused(KEY_ID, tooLong);
    }

    @Test
    void trustDomainIsRequired() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionSealer(" ", ring()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12, 23, 25})
    void nonceOfAnotherLengthIsRefused(int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> sealer.seal(KEY_ID, claims, new byte[length]));
    }

    @Test
    void nothingPrintsASecret() {
        String material = Base64.getEncoder().encodeToString(bytes(2, 32));
        assertThat(claims.toString()).doesNotContain(claims.secret().reveal()).contains("redacted");
        assertThat(sealer.toString() + ring()).doesNotContain(material).contains("01020304 PRIMARY");
    }

    private void assertRefused(AccessKeyId keyId, String wrong) {
        assertThat(catchThrowable(() -> sealer.open(keyId, wrong)))
                .as(wrong)
                .isInstanceOf(InvalidSessionTokenException.class);
    }

    private String tokenContaining(char first, char second) {
        for (int seed = 0; ; seed++) {
            String candidate = sealer.seal(KEY_ID, claims, nonce(seed));
            if (encodedPart(candidate).indexOf(first) >= 0
                    && encodedPart(candidate).indexOf(second) >= 0) {
                return candidate;
            }
        }
    }

    private static SessionSealer with(KeyRing ring) {
        return new SessionSealer("prod.example.com", ring);
    }

    private static Principal roleNamed(String name) {
        return new Principal.RoleSession(Sessions.ACCOUNT, "/", name, role().roleId(), "s1");
    }

    private static byte[] sessionAdditionalData(byte version) {
        return AdditionalData.of(
                "sallyport/session/v1".getBytes(StandardCharsets.US_ASCII),
                "prod.example.com".getBytes(StandardCharsets.US_ASCII),
                new byte[] {version},
                Sessions.RING_KEY_ID.bytes(),
                KEY_ID.value().getBytes(StandardCharsets.US_ASCII));
    }

    private static SessionClaims withSubjectOf(int length) {
        return plain(role())
                .webIdentity(Arn.iam(Sessions.ACCOUNT, "oidc-provider/x"), Map.of("x:sub", List.of("s".repeat(length))))
                .build();
    }

    private static String sealedByTheRingKey(SessionClaims claims) {
        Xaes256Gcm key = new Xaes256Gcm(bytes(2, 32));
        byte[] plaintext = SessionClaimsFormat.encode(claims);
        return tokenOf((byte) 1, key.seal(nonce(1), sessionAdditionalData((byte) 1), plaintext));
    }

    private static String tokenOf(byte version, byte[] sealed) {
        byte[] bytes = ByteBuffer.allocate(1 + 4 + 24 + sealed.length)
                .put(version)
                .put(Sessions.RING_KEY_ID.bytes())
                .put(nonce(1))
                .put(sealed)
                .array();
        return SessionSealer.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String encodedPart(String token) {
        return token.substring(SessionSealer.PREFIX.length());
    }

    private static byte[] decoded(String token) {
        return Base64.getUrlDecoder().decode(encodedPart(token));
    }

    private static String hex(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(Long.toHexString(random.nextLong()));
        }
        return text.substring(0, length);
    }
}
