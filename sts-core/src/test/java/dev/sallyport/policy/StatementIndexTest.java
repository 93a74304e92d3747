package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever finds statements quickly must find those that a walk over all of them finds. */
class StatementIndexTest {
    private static final Principal ANN =
            new Principal.User(new AccountId("111122223333"), "/", "ann", new UniqueId("AIDAANNANNANNANNANNAN"));
    private static final List<String> ACTIONS = List.of("a:Get", "a:GetAll", "a:Put", "b:Get", "b:Run", "c:Get");
    private static final List<String> ACTION_PATTERNS =
            List.of("a:Get", "A:GET", "a:Get*", "a:*", "b:Run", "b:R?n", "*", "*:Get", "c:*t");
    private static final List<String> RESOURCES = List.of(
            "*",
            "not-an-arn",
            "arn:aws:x:::",
            "arn:aws:x:::shop",
            "arn:aws:x:::shop/1",
            "arn:aws:x:::shop/1/2",
            "arn:aws:x:::shop/12/2",
            "arn:aws:x:::shop/ann/2",
            "arn:aws:x:r:111122223333:queue:7",
            "arn:aws:x:::shop/" + "long/".repeat(500) + "end",
            "arn:aws:x:::" + "s".repeat(3000));
    private static final List<String> RESOURCE_PATTERNS = List.of(
            "*",
            "arn:aws:x:::shop/1",
            "arn:aws:x:::shop/*",
            "arn:aws:x:::shop/1*",
            "arn:aws:x:::shop/*/2",
            "arn:aws:x:::shop/?/2",
            "arn:aws:x:::*/2",
            "arn:aws:x:::${aws:username}",
            "arn:aws:x:::shop/${aws:username}/2",
            "arn:aws:x:::shop/${aws:nobody}/2",
            "arn:aws:x:*",
            "arn:*:x:*:*:queue:7",
            "arn:aws:x:r:111122223333:queue:*",
            "arn:aws:x:::shop/" + "long/".repeat(500) + "*",
            "arn:aws:x:::shop/" + "long/".repeat(500) + "end",
            "arn:aws:x:::" + "s".repeat(3000));
    private static final ConditionContext CONTEXT = ConditionContext.builder()
            .put("aws:username", "ann")
            .put("aws:PrincipalArn", "arn:aws:x:::shop")
            .build();

    private final Random random = new Random(1);

    @Test
    void manyStatementsAreFoundAsFewAre() {
        int allowed = 0;
        int denied = 0;
        for (int round = 0; round < 60; round++) {
            PolicySet policies = PolicySet.ofIdentity(policies(round < 30 ? 5 : 150));
            for (String action : ACTIONS) {
                for (String resource : RESOURCES) {
                    AuthorizationRequest request =
                            new AuthorizationRequest(ANN, action, resource, Optional.empty(), CONTEXT);
                    Decision quick = PolicyEvaluator.evaluate(policies, request);
                    Decision whole = PolicyEvaluator.explain(policies, request);

                    assertThat(verdict(quick)).as("%s on %s", action, resource).isEqualTo(verdict(whole));
                    allowed += quick.isAllowed() ? 1 : 0;
                    denied += verdict(quick).equals("explicit") ? 1 : 0;
                }
            }
        }
        assertThat(allowed).isGreaterThan(300);
        assertThat(denied).isGreaterThan(300);
    }

    @Test
    void everyPatternIsFoundAmongManyOthers() {
        List<Policy> noise = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            noise.add(policy("Allow", "'Action':'z:Do" + i + "'", "'Resource':'arn:aws:z:::thing/" + i + "'"));
        }
        int found = 0;
        for (String action : ACTION_PATTERNS) {
            for (String resource : RESOURCE_PATTERNS) {
                Policy one = policy("Allow", "'Action':'" + action + "'", "'Resource':'" + resource + "'");
                List<Policy> many = new ArrayList<>(noise);
                many.add(one);
                for (String asked : ACTIONS) {
                    for (String what : RESOURCES) {
                        AuthorizationRequest request =
                                new AuthorizationRequest(ANN, asked, what, Optional.empty(), CONTEXT);
                        boolean alone = PolicyEvaluator.evaluate(PolicySet.ofIdentity(List.of(one)), request)
                                .isAllowed();
                        assertThat(PolicyEvaluator.evaluate(PolicySet.ofIdentity(many), request)
                                        .isAllowed())
                                .as("%s on %s by %s on %s", asked, what, action, resource)
                                .isEqualTo(alone);
                        found += alone ? 1 : 0;
                    }
                }
            }
        }
        assertThat(found).isGreaterThan(500);
    }

    @Test
    void statementsWithoutResourceAreFoundAmongManyOthers() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            many.append("'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'AWS':'4444555566")
                    .append(10 + i)
                    .append("'}},{");
        }
        String mine =
                "'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'AWS':'arn:aws:iam::111122223333:user/ann'}";
        Policy trust = Documents.policy(PolicyType.TRUST, many + mine);
        AuthorizationRequest request = new AuthorizationRequest(
                ANN, "sts:AssumeRole", "arn:aws:iam::111122223333:role/x", Optional.empty(), CONTEXT);

        assertThat(PolicyEvaluator.evaluate(PolicySet.NONE.withResource(Optional.of(trust)), request)
                        .isAllowed())
                .isTrue();
    }

    /** Hundreds of statements on one resource and action, which only their conditions tell apart. */
    @Test
    void crowdsAreDecidedAsAWalkOverThemIs() {
        Map<String, Integer> verdicts = new TreeMap<>();
        for (int round = 0; round < 300; round++) {
            List<Policy> crowd = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                crowd.add(policy(
                        random.nextInt(3) == 0 ? "Deny" : "Allow",
                        "'Action':'a:*'",
                        "'Resource':'" + (random.nextBoolean() ? "arn:aws:x:::shop/*" : "arn:aws:x:::shop/*/2") + "'",
                        ",'Condition':{" + unlikely(i) + (random.nextInt(40) == 0 ? "" : ",'Null':{'aws:z':'false'}")
                                + "}"));
            }
            PolicySet policies = PolicySet.ofIdentity(crowd);
            for (String resource : List.of("arn:aws:x:::shop/1", "arn:aws:x:::shop/1/2")) {
                AuthorizationRequest request =
                        new AuthorizationRequest(ANN, "a:Get", resource, Optional.empty(), CONTEXT);
                Decision quick = PolicyEvaluator.evaluate(policies, request);

                assertThat(verdict(quick)).isEqualTo(verdict(PolicyEvaluator.explain(policies, request)));
                verdicts.merge(verdict(quick), 1, Integer::sum);
            }
        }
        assertThat(verdicts)
                .hasSize(3)
                .allSatisfy((verdict, count) -> assertThat(count).isGreaterThan(30));
    }

    /** A condition of which some hold, some do not, and some cannot be read. */
    private String unlikely(int i) {
        return switch (random.nextInt(6)) {
            case 0 -> "'StringEquals':{'aws:username':'ann'}";
            case 1 -> "'StringEquals':{'aws:username':'ann" + i + "'}";
            case 2 -> "'StringNotEquals':{'aws:username':['ann','ann" + i + "']}";
            case 3 -> "'ArnLikeIfExists':{'aws:SourceArn':'arn:aws:x:::" + i + "'}";
            case 4 -> "'ArnEquals':{'aws:PrincipalArn':'${aws:username}'}";
            default -> "'ForAllValues:StringEquals':{'aws:TagKeys':'k" + i + "'}";
        };
    }

    @Test
    void whatIsCompiledIsNotCompiledAgain() {
        PolicyList list = PolicyList.of(policies(3));

        assertThat(PolicyList.of(list)).isSameAs(list);
        assertThat(PolicySet.ofIdentity(list).identity()).isSameAs(list);
        assertThat(PolicyList.of(List.of())).isSameAs(PolicyList.EMPTY);
    }

    private List<Policy> policies(int count) {
        List<Policy> policies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String not = random.nextInt(12) == 0 ? "Not" : "";
            String notResource = random.nextInt(12) == 0 ? "Not" : "";
            policies.add(policy(
                    random.nextInt(6) == 0 ? "Deny" : "Allow",
                    "'" + not + "Action':['" + pick(ACTION_PATTERNS) + "','z:Other']",
                    "'" + notResource + "Resource':['" + pick(RESOURCE_PATTERNS) + "','" + pick(RESOURCE_PATTERNS)
                            + "']"));
        }
        return policies;
    }

    private String pick(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private static Policy policy(String effect, String action, String resource) {
        return policy(effect, action, resource, "");
    }

    private static Policy policy(String effect, String action, String resource, String condition) {
        String json = "{'Version':'2012-10-17','Statement':[{'Effect':'" + effect + "'," + action + "," + resource
                + condition + "}]}";
        return Policy.parse(PolicyType.IDENTITY, "policy", json.replace('\'', '"'));
    }

    private static String verdict(Decision decision) {
        if (decision instanceof Decision.Denied denied) {
            return denied.explicit() ? "explicit" : "implicit";
        }
        return "allowed";
    }
}
