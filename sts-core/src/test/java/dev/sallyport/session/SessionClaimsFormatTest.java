package dev.sallyport.session;

import static dev.sallyport.session.Sessions.plain;
import static dev.sallyport.session.Sessions.role;
import static dev.sallyport.session.Sessions.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.Tags;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionClaimsFormatTest {
    private static final int VERSION = 0;
    private static final int KIND = 1;
    private static final int FLAGS = 2;

    private final byte[] encoded = SessionClaimsFormat.encode(plain(role()).build());

    @Test
    void sameClaimsGiveTheSameBytes() {
        assertThat(SessionClaimsFormat.encode(plain(role()).build())).isEqualTo(encoded);
    }

    @Test
    void decodedClaimsEncodeToTheSameBytes() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = SessionClaimsFormat.encode(Sessions.random(random));
            assertThat(SessionClaimsFormat.encode(SessionClaimsFormat.decode(bytes)))
                    .isEqualTo(bytes);
        }
    }

    @Test
    void unknownVersionKindAndPartsAreRefused() {
        for (int version : new int[] {0, 2, 255}) {
            assertRefused(changed(VERSION, version));
        }
        for (int kind : new int[] {0, 4, 255}) {
            assertRefused(changed(KIND, kind));
        }
        for (int flag : new int[] {32, 64, 128}) {
            assertRefused(changed(FLAGS, flag));
        }
    }

    @Test
    void aRolesBytesAreNotAUsers() {
        assertRefused(changed(KIND, 2));
    }

    @Test
    void eachCutIsRefused() {
        byte[] full = SessionClaimsFormat.encode(plain(user())
                .tags(Tags.of(Map.of("team", "red")), Set.of("team"))
                .sourceIdentity(Optional.of("alice"))
                .build());
        for (int length = 0; length < full.length; length++) {
            byte[] cut = Arrays.copyOf(full, length);
            assertThatIllegalArgumentException().isThrownBy(() -> SessionClaimsFormat.decode(cut));
        }
    }

    @Test
    void trailingBytesAreRefused() {
        assertRefused(Arrays.copyOf(encoded, encoded.length + 1));
    }

    @Test
    void bytesInsideThePackedPartAreRefusedToo() {
        SessionClaims tagged =
                plain(role()).tags(Tags.of(Map.of("team", "red")), Set.of()).build();
        byte[] bytes = SessionClaimsFormat.encode(tagged);
        int packed = PackedPolicies.of(tagged).pack().length;
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[bytes.length - packed - 1]++;
        assertRefused(longer);
    }

    @Test
    void textsThatAreNotUnicodeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionClaimsFormat.encode(plain(role())
                        .tags(Tags.of(Map.of("team", "\ud800")), Set.of())
                        .build()));
        byte[] notUtf8 = encoded.clone();
        int name = new String(encoded, StandardCharsets.ISO_8859_1).indexOf("orders");
        notUtf8[name] = (byte) 0xff;
        assertRefused(notUtf8);
    }

    @Test
    void providersAndKeysOfEveryKindComeBack() {
        Map<String, List<String>> keys =
                Map.of("idp.example.com:sub", List.of("a"), "idp.example.com", List.of("b"), ":", List.of("c", "d"));
        for (Arn provider : List.of(
                Arn.iam(Sessions.ACCOUNT, "oidc-provider/idp.example.com"),
                Arn.iam(Sessions.ACCOUNT, "oidc-provider/"),
                Arn.iam(Sessions.ACCOUNT, "saml-provider/idp.example.com"),
                Arn.iam(new AccountId("999999999999"), "oidc-provider/idp.example.com"),
                Arn.parse("arn:aws-cn:iam::" + Sessions.ACCOUNT + ":oidc-provider/idp.example.com"))) {
            SessionClaims claims = plain(role()).webIdentity(provider, keys).build();
            assertThat(SessionClaimsFormat.decode(SessionClaimsFormat.encode(claims)))
                    .isEqualTo(claims);
        }
    }

    @Test
    void brokenBytesAreRefusedAndNothingWorse() {
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            byte[] broken = SessionClaimsFormat.encode(Sessions.random(random));
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            decodesOrIsRefused(Arrays.copyOf(broken, broken.length - random.nextInt(2)));
        }
    }

    private static void decodesOrIsRefused(byte[] bytes) {
        try {
            SessionClaims claims = SessionClaimsFormat.decode(bytes);
            assertThat(SessionClaimsFormat.decode(SessionClaimsFormat.encode(claims)))
                    .isEqualTo(claims);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
    }

    @Test
    void tooLongTextsAreRefused() {
        assertThat(SessionClaimsFormat.encode(plain(named("a".repeat(128))).build()))
                .isNotEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SessionClaimsFormat.encode(plain(named("a".repeat(129))).build()));
    }

    private static Principal named(String name) {
        return new Principal.RoleSession(Sessions.ACCOUNT, "/", name, role().roleId(), "s1");
    }

    private byte[] changed(int index, int value) {
        byte[] changed = encoded.clone();
        changed[index] = (byte) value;
        return changed;
    }

    private static void assertRefused(byte[] bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> SessionClaimsFormat.decode(bytes));
    }
}
