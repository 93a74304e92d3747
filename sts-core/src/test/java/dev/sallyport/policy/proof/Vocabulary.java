package dev.sallyport.policy.proof;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import java.util.List;
import java.util.Map;

/** The few words of which everything is made, so that what is asked and what is written often meet. */
final class Vocabulary {
    static final AccountId HERE = new AccountId("111122223333");
    static final AccountId THERE = new AccountId("444455556666");

    private static final UniqueId ANNS_ID = new UniqueId("AIDAANNANNANNANNANNAN");
    private static final UniqueId CI_ID = new UniqueId("AROACICICICICICICICIC");

    /** What a name stands for once the user or role was made again. */
    static final String OTHER_ID = "AROAOTHEROTHEROTHEROT";

    static final Principal.User ANN = new Principal.User(HERE, "/team/", "ann", ANNS_ID);
    static final Principal.RoleSession BUILD = new Principal.RoleSession(HERE, "/svc/", "ci", CI_ID, "build");
    static final Principal.FederatedUser JEAN = new Principal.FederatedUser(HERE, "jean", ANN);
    static final Principal.FederatedUser FEDERATED_ANN = new Principal.FederatedUser(HERE, "ann", ANN);
    static final Arn PROVIDER = Arn.iam(HERE, "oidc-provider/issuer.example.com");
    static final String SERVICE = "ec2.amazonaws.com";

    static final List<Principal> PRINCIPALS = List.of(
            ANN,
            ANN,
            BUILD,
            BUILD,
            JEAN,
            FEDERATED_ANN,
            new Principal.AccountRoot(HERE),
            new Principal.WebIdentity(HERE, PROVIDER),
            new Principal.Service(SERVICE),
            new Principal.Anonymous());

    static final Map<String, String> IDS = Map.of(
            ANN.userArn().toString(), ANNS_ID.value(),
            BUILD.roleArn().toString(), CI_ID.value(),
            BUILD.sessionArn().toString(), CI_ID.value());

    static final String ROLE = Arn.iam(HERE, "role/target").toString();

    static final List<String> ACTIONS =
            List.of("orders:Get", "orders:GetItem", "orders:Put", "orders:List", "bill:Get");
    static final List<String> TRUST_ACTIONS = List.of("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity");
    static final String WEB_IDENTITY_ACTION = "sts:AssumeRoleWithWebIdentity";

    /** Names after the fifth colon; some hold what would be a wildcard or a variable in a pattern. */
    static final List<String> NAMES = List.of(
            "order/red", "order/red/1", "order/ann", "order/*", "order/${aws:username}", "item:red:2", "table-a/x");

    static final List<String> HEADS = List.of(
            "arn:aws:orders:eu-west-1:111122223333:", "arn:aws:orders:us-east-1:111122223333:", "arn:aws:bill:::");

    static final List<String> COLOURS =
            List.of("red", "Red", "blue", "r*d", "r?d", "", "ann", "réd", "RÉD", "*", "a\"b'c", "${aws:username}", "$");
    /** Only requests can say these: a policy holds no character past U+00FF. */
    static final List<String> REQUEST_COLOURS = List.of("r\uD83D\uDE00d", "σας", "ΣΑΣ", "ſ", "r\nd");

    static final List<String> NUMBERS = List.of("0", "5", "05", "+5", "5.0", "-1", "5.00000000000000000001", "17");
    static final List<String> DATES = List.of(
            "2026",
            "2026-11",
            "2026-11-22",
            "2026-11-22T04:07:44Z",
            "2026-11-22T05:07:44+01:00",
            "2026-11-22T04:07:44.001Z",
            "2026-11-22T04:07Z",
            "1795320464",
            "2027-01-01T00:00:00Z",
            "1969-12-31");
    static final List<String> BOOLEANS = List.of("true", "false", "True", "FALSE");
    static final List<String> BINARIES = List.of("cmVk", "Ymx1ZQ==", "");
    static final List<String> RANGES = List.of(
            "10.0.0.0/8",
            "10.1.2.3",
            "10.1.2.3/8",
            "0.0.0.0/0",
            "10.1.2.0/31",
            "2001:db8::/32",
            "2001:db8::1",
            "2001:DB8:0:0::1/128",
            "::/0",
            "192.0.2.1/32");
    static final List<String> ADDRESSES =
            List.of("10.1.2.3", "10.1.2.1", "11.0.0.1", "::ffff:10.1.2.3", "2001:db8::1", "2001:db9::", "192.0.2.1");
    static final List<String> ARNS = List.of(
            "arn:aws:iam::111122223333:user/team/ann",
            "arn:aws:iam::111122223333:role/svc/ci",
            "arn:aws:sns:eu-west-1:444455556666:topic:red");
    static final List<String> ARN_PATTERNS = List.of(
            "arn:aws:iam::111122223333:user/team/ann",
            "arn:aws:iam::*:user/team/*",
            "arn:aws:iam::1111????3333:role/svc/ci",
            "arn:aws:sns:*:*:topic:red",
            "arn:aws:sns:*:444455556666:*",
            "arn:*:iam::111122223333:role/*");

    private Vocabulary() {}
}
