package dev.sallyport.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class SessionTokenFuzzTest {
    private static final SessionSealer SEALER = Sessions.sealer();
    private static final String TOKEN =
            SEALER.seal(Sessions.KEY_ID, Sessions.plain(Sessions.role()).build(), Sessions.nonce(1));

    @FuzzTest
    void nothingOpensButWhatWasSealed(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String token : new String[] {text, SessionSealer.PREFIX + text}) {
            try {
                SEALER.open(Sessions.KEY_ID, token);
                assertThat(token).isEqualTo(TOKEN);
            } catch (InvalidSessionTokenException refused) {
                assertThat(token).isNotEqualTo(TOKEN);
            }
        }
    }

    @FuzzTest
    void claimsThatAreReadMeanOneThing(byte[] bytes) {
        SessionClaims claims;
        try {
            claims = SessionClaimsFormat.decode(bytes);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertThat(SessionClaimsFormat.decode(SessionClaimsFormat.encode(claims)))
                .isEqualTo(claims);
    }
}
