package dev.sallyport.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArnTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::111122223333:role/ci/deployer",
                "arn:aws:sts::111122223333:assumed-role/deployer/session@example.com",
                "arn:aws:iam::111122223333:root",
                "arn:aws:iam::aws:policy/ReadOnlyAccess",
                "arn:aws:iam::111122223333:oidc-provider/gitlab.example.com/path",
                "arn:aws:orders:eu-west-1:111122223333:order:42:line",
                "arn:aws-cn:s3:::bucket/key"
            })
    void arnIsReadIntoItsPartsAndPrintsTheSame(String text) {
        assertThat(Arn.parse(text)).hasToString(text);
    }

    @Test
    void resourceMayHoldColons() {
        Arn arn = Arn.parse("arn:aws:orders:eu-west-1:111122223333:order:42");
        assertThat(arn).isEqualTo(new Arn("aws", "orders", "eu-west-1", "111122223333", "order:42"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn",
                "arn:aws:iam::111122223333",
                "arn:aws:iam::111122223333:",
                "arn::iam::111122223333:root",
                "arn:aws:::111122223333:root",
                "ARN:aws:iam::111122223333:root",
                " arn:aws:iam::111122223333:root",
                "arn:aws:iam::111122223333:root ",
                "arn:aws:iam::111122223333:role/a b",
                "arn:aws:iam::111122223333:role/a\n",
                "arn:aws:iam::111122223333:role/a\0",
                "arn:aws:iam::111122223333:role/a\u007f",
                "arn:aws:iam::111122223333:role/a\u00a0",
                "arn:aws:iam::111122223333:role/\u0430dmin",
                "arn:aws:i\u0430m::111122223333:role/admin",
                "arn:aws:iam::\uff11\uff11\uff11\uff11\uff12\uff12\uff12\uff12\uff13\uff13\uff13\uff13:root",
                "arn:aws:iam::111122223333:role/\ud800"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Arn.parse(text));
    }

    @Test
    void lengthIsBounded() {
        String prefix = "arn:aws:iam::111122223333:role/";
        String longest = prefix + "a".repeat(Arn.MAX_LENGTH - prefix.length());
        assertThat(Arn.parse(longest)).hasToString(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> Arn.parse(longest + "a"));
    }

    @Test
    void partCannotSmuggleAColon() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Arn("aws", "iam:x", "", "111122223333", "role/a"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Arn("aws", "iam", "", "111122223333:role", "a"));
    }

    @Test
    void principalsHaveTheArnsOfTheReference() {
        AccountId account = new AccountId("111122223333");
        UniqueId id = new UniqueId("AROAEXAMPLEEXAMPLE123");
        Principal.RoleSession session = new Principal.RoleSession(account, "/ci/", "deployer", id, "build-7");
        assertThat(session.roleArn()).hasToString("arn:aws:iam::111122223333:role/ci/deployer");
        assertThat(session.sessionArn()).hasToString("arn:aws:sts::111122223333:assumed-role/deployer/build-7");
        assertThat(session.userId()).contains("AROAEXAMPLEEXAMPLE123:build-7");
        Principal.User user = new Principal.User(account, "/", "alice", id);
        assertThat(user.userArn()).hasToString("arn:aws:iam::111122223333:user/alice");
        assertThat(account.rootArn()).hasToString("arn:aws:iam::111122223333:root");
    }
}
