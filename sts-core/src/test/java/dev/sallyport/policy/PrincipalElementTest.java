package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a statement names the one who asks. */
class PrincipalElementTest {
    private static final AccountId HERE = new AccountId("111122223333");
    private static final String IAM = "arn:aws:iam::111122223333:";
    private static final String STS = "arn:aws:sts::111122223333:";
    private static final String PROVIDER = IAM + "oidc-provider/issuer.example.com";
    private static final Principal.User ANN =
            new Principal.User(HERE, "/team/", "ann", new UniqueId("AIDAANNANNANNANNANNAN"));

    /** Short names, so that the tables below can be read. */
    private static final Map<String, Principal> PRINCIPALS = Map.of(
            "ann", ANN,
            "build", new Principal.RoleSession(HERE, "/", "ci", new UniqueId("AROACICICICICICICICIC"), "build"),
            "jo", new Principal.FederatedUser(HERE, "jo", ANN),
            "token", new Principal.WebIdentity(HERE, Arn.parse(PROVIDER)),
            "root", new Principal.AccountRoot(HERE),
            "ec2", new Principal.Service("ec2.amazonaws.com"),
            "nobody", new Principal.Anonymous());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*                      |ann   |EVERYBODY",
                "*                      |nobody|EVERYBODY",
                "*                      |ec2   |EVERYBODY",
                "*                      |token |NONE",
                "AWS 111122223333       |ann   |ACCOUNT",
                "AWS 111122223333       |root  |DIRECT",
                "AWS 111122223333       |token |NONE",
                "AWS 111122223333       |nobody|NONE",
                "AWS 444455556666       |ann   |NONE",
                "AWS IAM:root           |build |ACCOUNT",
                "AWS IAM:user/team/ann  |ann   |DIRECT",
                "AWS IAM:user/team/ann  |jo    |ENTITY_OF_SESSION",
                "AWS IAM:user/team/ann  |build |NONE",
                "AWS IAM:user/ann       |ann   |NONE",
                "AWS IAM:user/ann       |jo    |NONE",
                "AWS IAM:role/ci        |build |ENTITY_OF_SESSION",
                "AWS IAM:role/cd        |build |NONE",
                "AWS IAM:role/ci        |ann   |NONE",
                "AWS STS:assumed-role/ci/build |build |DIRECT",
                "AWS STS:assumed-role/ci/test  |build |NONE",
                "AWS STS:assumed-role/ci/build |ann   |NONE",
                "AWS STS:federated-user/jo     |jo    |DIRECT",
                "AWS STS:federated-user/joe    |jo    |NONE",
                "AWS STS:federated-user/jo     |ann   |NONE",
                "AWS AIDAANNANNANNANNANNAN     |ann   |DIRECT",
                "AWS AIDAANNANNANNANNANNAN     |jo    |ENTITY_OF_SESSION",
                "AWS AIDAANNANNANNANNANNAN     |build |NONE",
                "AWS AROACICICICICICICICIC     |build |ENTITY_OF_SESSION",
                "AWS AROACICICICICICICICIC     |ann   |NONE",
                "AWS AROACICICICICICICICIC     |jo    |NONE",
                "AWS AROACICICICICICICICIC     |ec2   |NONE",
                "Federated IAM:oidc-provider/issuer.example.com|token |DIRECT",
                "Federated IAM:oidc-provider/other.example.com |token |NONE",
                "Federated IAM:oidc-provider/issuer.example.com|ann   |NONE",
                "Service ec2.amazonaws.com     |ec2   |DIRECT",
                "Service EC2.amazonaws.com     |ec2   |DIRECT",
                "Service s3.amazonaws.com      |ec2   |NONE",
                "Service ec2.amazonaws.com     |ann   |NONE",
                "CanonicalUser 79a59df900b949e5|ann   |NONE",
            })
    void aNameIsTheOneItSays(String named, String asking, PrincipalMatch match) {
        Statement statement = statement("'Effect':'Allow','Principal':" + element(named));

        assertThat(PrincipalMatch.of(statement, request(asking))).isEqualTo(match);
    }

    @Test
    void ofSeveralNamesTheClosestCounts() {
        Statement statement = statement("'Effect':'Allow','Principal':{'AWS':['" + IAM + "user/team/ann','*','" + HERE
                + "'],'Service':'ec2.amazonaws.com'}");

        assertThat(PrincipalMatch.of(statement, request("ann"))).isEqualTo(PrincipalMatch.DIRECT);
        assertThat(PrincipalMatch.of(statement, request("build"))).isEqualTo(PrincipalMatch.EVERYBODY);
        assertThat(PrincipalMatch.of(statement, request("ec2"))).isEqualTo(PrincipalMatch.DIRECT);
    }

    @Test
    void aDenyForEverybodyIsForTheBearerOfATokenToo() {
        assertThat(PrincipalMatch.of(statement("'Effect':'Deny','Principal':'*'"), request("token")))
                .isEqualTo(PrincipalMatch.EVERYBODY);
        assertThat(PrincipalMatch.of(statement("'Effect':'Deny','Principal':{'AWS':'111122223333'}"), request("token")))
                .isEqualTo(PrincipalMatch.ACCOUNT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IAM:user/team/ann, 111122223333|ann|true",
                "IAM:user/team/ann, IAM:root|ann|true",
                "IAM:user/team/ann|ann|false",
                "111122223333|ann|false",
                "STS:assumed-role/ci/build, IAM:role/ci, 111122223333|build|true",
                "STS:assumed-role/ci/build, IAM:role/ci|build|false",
                "STS:assumed-role/ci/build, 111122223333|build|false",
                "IAM:role/ci, 111122223333|build|false",
                "STS:federated-user/jo, IAM:user/team/ann, 111122223333|jo|true",
                "STS:federated-user/jo, 111122223333|jo|false",
                "STS:federated-user/jo|jo|false",
                "111122223333|root|true",
                "444455556666|root|false",
                "*|ann|true",
                "*|build|true",
                "*|nobody|true",
                "111122223333|nobody|false",
            })
    void notPrincipalSparesWhoIsListedInFull(String listed, String asking, boolean spared) {
        String names = listed.replace(", ", "','").replace("IAM:", IAM).replace("STS:", STS);
        Statement statement = statement("'Effect':'Deny','NotPrincipal':{'AWS':['" + names + "']}");

        assertThat(PrincipalMatch.of(statement, request(asking)))
                .isEqualTo(spared ? PrincipalMatch.NONE : PrincipalMatch.EVERYBODY);
    }

    @Test
    void notPrincipalSparesNobodyWithABoundary() {
        Statement statement =
                statement("'Effect':'Deny','NotPrincipal':{'AWS':['" + IAM + "user/team/ann','111122223333']}");

        assertThat(statement.naming(new RequestFacts(request("ann"), false))).isEqualTo(PrincipalMatch.NONE);
        assertThat(statement.naming(new RequestFacts(request("ann"), true))).isEqualTo(PrincipalMatch.EVERYBODY);
    }

    @ParameterizedTest
    @CsvSource({"111122223333,ann,false", "IAM:user/team/ann,jo,false", "IAM:user/team/ann,build,true", "*,nobody,false"
    })
    void aStoredAllowForAllButSomeIsForNobodyListed(String listed, String asking, boolean admitted) {
        Policy stored = Documents.stored(
                PolicyType.RESOURCE,
                "'Effect':'Allow','Action':'*','Resource':'*','NotPrincipal':{'AWS':'" + listed.replace("IAM:", IAM)
                        + "'}");

        assertThat(naming(stored, asking)).isEqualTo(admitted ? PrincipalMatch.EVERYBODY : PrincipalMatch.NONE);
    }

    @Test
    void aNameThatIsBoundIsOnlyTheOneWithTheId() {
        Policy named = Documents.policy(
                PolicyType.RESOURCE,
                "'Effect':'Allow','Action':'*','Resource':'*','Principal':{'AWS':['" + IAM + "user/team/ann','" + STS
                        + "federated-user/jo']}");
        Policy hers = named.withPrincipalIds(Map.of(ANN.userArn(), ANN.id()));
        Policy anothers = named.withPrincipalIds(Map.of(ANN.userArn(), new UniqueId("AIDAOTHEROTHEROTHEROT")));

        assertThat(naming(hers, "ann")).isEqualTo(PrincipalMatch.DIRECT);
        assertThat(naming(anothers, "ann")).isEqualTo(PrincipalMatch.NONE);
        // A federated session has no id of its own.
        assertThat(naming(anothers, "jo")).isEqualTo(PrincipalMatch.DIRECT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'AWS':'IAM:user/*'",
                "'AWS':'IAM:user/an?'",
                "'AWS':'*arn:aws:iam::111122223333:user/x'",
                "'AWS':'arn:aws:iam:eu-west-1:111122223333:user/x'",
                "'AWS':'arn:aws:iam::aws:user/x'",
                "'AWS':'IAM:user//'",
                "'AWS':'IAM:role/'",
                "'AWS':'IAM:root/x'",
                "'AWS':'STS:root'",
                "'AWS':'STS:user/x'",
                "'AWS':'IAM:assumed-role/ci/build'",
                "'AWS':'STS:assumed-role//build'",
                "'AWS':'STS:federated-user/'",
                "'AWS':'?'",
                "'Federated':'arn:aws:sts::111122223333:oidc-provider/x'",
                "'Federated':'IAM:oidc-provider/*'",
                "'Federated':'IAM:saml-provider/?'",
                "'Federated':'no_domain.example.com'",
                "'Federated':'.com'",
                "'Federated':'com'",
                "'Service':'ec2_x.amazonaws.com'",
                "'Service':'.amazonaws'",
                "'Service':'a/b.com'",
                "'Service':'a*b.com'",
                "'Service':'a:b.com'",
                "'Service':'a@b.com'",
                "'Service':'a[b.com'",
                "'Service':'a`b.com'",
                "'Service':'a{b.com'",
            })
    void aValueThatNamesNobodyIsRefused(String principal) {
        MalformedPolicyException fault = Documents.refusal(
                PolicyType.RESOURCE,
                "'Effect':'Allow','Action':'a:B','Resource':'*','Principal':{"
                        + principal.replace("IAM:", IAM).replace("STS:", STS) + "}");

        assertThat(fault.awsMessage()).startsWith("Invalid principal in policy: ");
        assertThat(fault.onlyPrincipal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Federated':'cognito-identity.amazonaws.com'",
                "'Federated':'AZ.az.09-x'",
                "'Federated':'IAM:saml-provider/adfs'",
                "'Service':'a.b'",
                "'Service':'z9.Z0-a.A'",
                "'AWS':'arn:aws-cn:iam::111122223333:user/a/b/c'"
            })
    void aValueThatCanNameSomebodyIsTaken(String principal) {
        assertThat(statement("'Effect':'Allow','Principal':{" + principal.replace("IAM:", IAM) + "}")
                        .principal()
                        .orElseThrow()
                        .values())
                .hasSize(1);
    }

    private static PrincipalMatch naming(Policy policy, String asking) {
        return PrincipalMatch.of(policy.statements().get(0), request(asking));
    }

    private static String element(String named) {
        String[] words = named.strip().split(" ", -1);
        return words.length == 1
                ? "'*'"
                : "{'" + words[0] + "':'" + words[1].replace("IAM:", IAM).replace("STS:", STS) + "'}";
    }

    private static Statement statement(String elements) {
        return Documents.policy(PolicyType.RESOURCE, "'Action':'a:B','Resource':'*'," + elements)
                .statements()
                .get(0);
    }

    private static AuthorizationRequest request(String asking) {
        return new AuthorizationRequest(
                PRINCIPALS.get(asking.strip()), "a:B", "*", Optional.of(HERE), ConditionContext.EMPTY);
    }
}
