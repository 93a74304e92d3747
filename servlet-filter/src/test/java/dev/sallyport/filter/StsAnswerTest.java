package dev.sallyport.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StsAnswerTest {
    static final String ANSWER = "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
            + "<AssumeRoleResult><Credentials><AccessKeyId>ASIAEXAMPLEEXAMPLE22</AccessKeyId>"
            + "<SecretAccessKey>the-secret</SecretAccessKey><SessionToken>the-token</SessionToken>"
            + "<Expiration>2026-01-15T13:00:00Z</Expiration></Credentials>"
            + "<AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/r/s</Arn></AssumedRoleUser>"
            + "</AssumeRoleResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AssumeRoleResponse>";

    @Test
    void theCredentialsAreRead() {
        RoleCredentials credentials = StsAnswer.credentials("AssumeRole", bytes(ANSWER));

        assertThat(credentials.accessKeyId().value()).isEqualTo("ASIAEXAMPLEEXAMPLE22");
        assertThat(credentials.secret().reveal()).isEqualTo("the-secret");
        assertThat(credentials.sessionToken()).isEqualTo("the-token");
        assertThat(credentials.expiresAt()).isEqualTo(Instant.parse("2026-01-15T13:00:00Z"));
        assertThat(credentials.toString()).doesNotContain("the-secret").doesNotContain("the-token");
    }

    @Test
    void aTextInPiecesIsOneText() {
        String pieces = ANSWER.replace("the-token", "the<!-- no -->-<![CDATA[token]]>");

        assertThat(StsAnswer.credentials("AssumeRole", bytes(pieces)).sessionToken())
                .isEqualTo("the-token");
    }

    @Test
    void anythingElseIsRefused() {
        for (String other : List.of(
                "",
                "not xml",
                "<AssumeRoleResponse/>",
                ANSWER.replace("<AssumeRoleResult>", "").replace("</AssumeRoleResult>", ""),
                ANSWER.replace("AssumeRoleResponse", "AssumeRoleWithWebIdentityResponse"),
                ANSWER.replace("ASIAEXAMPLE", "AKIAEXAMPLE"),
                ANSWER.replace("the-token", ""),
                ANSWER.replace("the-token", "the token"),
                ANSWER.replace("the-token", "t".repeat(4097)),
                ANSWER.replace("the-secret", ""),
                ANSWER.replace("2026-01-15T13:00:00Z", "tomorrow"),
                ANSWER.replace("<SessionToken>", "<SessionToken>other</SessionToken><SessionToken>"),
                "<a>".repeat(17) + "</a>".repeat(17),
                ANSWER + ANSWER)) {
            assertThatThrownBy(() -> StsAnswer.credentials("AssumeRole", bytes(other)))
                    .as(other)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void entitiesAreRefused() {
        String external = "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
        String laughs = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
        for (String hostile : List.of(
                external + ANSWER.replace("the-token", "&f;"),
                external + ANSWER,
                laughs + ANSWER.replace("the-token", "&b;"),
                ANSWER.replace("the-token", "&undeclared;"))) {
            assertThatThrownBy(() -> StsAnswer.credentials("AssumeRole", bytes(hostile)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anAnswerOverTheLimitIsRefused() {
        String comment = "<!--" + "x".repeat(StsAnswer.MAX_BYTES - ANSWER.length() - 7) + "-->";

        assertThat(StsAnswer.credentials("AssumeRole", bytes(ANSWER + comment)).sessionToken())
                .isEqualTo("the-token");
        assertThatThrownBy(() -> StsAnswer.credentials("AssumeRole", bytes(ANSWER + comment + " ")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theCodeOfAnErrorIsReadIfItIsOne() {
        assertThat(StsAnswer.errorCode(bytes(error("AccessDenied")))).contains("AccessDenied");
        assertThat(StsAnswer.errorCode(bytes(error("Access\nDenied")))).isEmpty();
        assertThat(StsAnswer.errorCode(bytes(error("x".repeat(65))))).isEmpty();
        assertThat(StsAnswer.errorCode(bytes("<html>"))).isEmpty();
        assertThat(StsAnswer.errorCode(bytes(ANSWER))).isEmpty();
    }

    private static String error(String code) {
        return "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>"
                + code + "</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>";
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
