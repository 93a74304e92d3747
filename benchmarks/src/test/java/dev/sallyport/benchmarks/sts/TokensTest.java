package dev.sallyport.benchmarks.sts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.session.InvalidSessionTokenException;
import dev.sallyport.session.SessionClaims;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTest {
    @Test
    void tokenOfAPlainSessionHasAtMost400Characters() {
        assertThat(TokenSuite.plainLength()).isBetween(200, 400);
    }

    @Test
    void everyKindOfSessionHasALengthBelowWhatAHeaderCarries() {
        assertThat(TokenSuite.lengths())
                .hasSizeGreaterThan(8)
                .allSatisfy(row -> assertThat(Integer.parseInt(row.get(1))).isBetween(200, 4096));
    }

    @Test
    void whatIsTimedOpensToTheSessionThatWasSealed() throws InvalidSessionTokenException {
        OpenToken benchmark = new OpenToken();
        SessionClaims first = benchmark.open();

        assertThat(benchmark.open()).isEqualTo(first);
        assertThat(first.secret()).isNotNull();
    }

    @Test
    void bareOpeningIsOfAsManyBytesAndReallyOpens() throws GeneralSecurityException {
        for (String keys : List.of("one", "each")) {
            BareOpen benchmark = new BareOpen();
            benchmark.keys = keys;
            benchmark.seal();

            assertThat(benchmark.open()).hasSize(BareOpen.plaintextBytes());
        }
    }

    @Test
    void tokensOfJobsAreAllDifferentAndVerify() throws GeneralSecurityException {
        FirstSight verify = new FirstSight();

        assertThat(verify.verify().tokenId())
                .isPresent()
                .isNotEqualTo(verify.verify().tokenId());
        assertThat(new BareRsa().verify()).isTrue();
        assertThat(new HashSet<>(new JobIssuer(1).tokens(0, 20, "readwrite", SampleSessions.NOW)))
                .hasSize(20);
    }
}
