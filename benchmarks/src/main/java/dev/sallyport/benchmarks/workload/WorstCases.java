package dev.sallyport.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Policies written to be slow, each hard in one way and the last in all. Every request in the set {@code worst} is
 * implicitly denied, and no statement can be ruled out by its action.
 */
public final class WorstCases {
    private static final int MANY = 1_000;
    private static final int FEW = 30;
    private static final int CONDITIONS = 50;
    private static final int STARS = 20;
    private static final int LONG_ARN = 5_000;
    private static final String ACTION = "s3:GetObject";
    private static final String BUCKET = "arn:aws:s3:::corp-data/";

    private WorstCases() {}

    public static List<Workload> all() {
        return List.of(sameAction(), stars(), longArns(), conditions(), everything());
    }

    /** 1,000 statements on the action and every resource: all conditions have to be looked at. */
    private static Workload sameAction() {
        return workload(
                "worst-same-action",
                MANY,
                i -> List.of("*"),
                i -> List.of(
                        new ConditionTest("IpAddress", "aws:SourceIp", "10.0.0.0/8"),
                        new ConditionTest("StringEquals", "aws:RequestTag/env", "env-" + i)),
                i -> BUCKET + "object-" + i,
                context());
    }

    /** {@code a*a*a*…b} on a text of {@code a} without a {@code b}; half of the patterns end as the text does. */
    private static Workload stars() {
        return workload(
                "worst-stars",
                FEW,
                i -> List.of(BUCKET + stars(i)),
                i -> List.of(new ConditionTest("IpAddress", "aws:SourceIp", "10.0.0.0/8")),
                i -> BUCKET + "a".repeat(200 + i) + "c",
                context());
    }

    /** ARNs that differ from the patterns only towards their end. */
    private static Workload longArns() {
        String same = BUCKET + "x/".repeat((LONG_ARN - BUCKET.length() - 20) / 2);
        return workload(
                "worst-long-arns",
                FEW,
                i -> List.of(i % 2 == 0 ? same + "team-" + i + "/*" : BUCKET + "*/team-" + i + "/obj-*"),
                i -> List.of(new ConditionTest("IpAddress", "aws:SourceIp", "10.0.0.0/8")),
                i -> same + "team-x/obj-" + (100 + i),
                context());
    }

    /** 50 conditions, of which the last does not hold. */
    private static Workload conditions() {
        return workload(
                "worst-conditions",
                1,
                i -> List.of(BUCKET + "*"),
                WorstCases::fiftyConditions,
                i -> BUCKET + "object-" + i,
                taggedContext());
    }

    private static Workload everything() {
        return workload(
                "worst-everything",
                MANY,
                i -> List.of(BUCKET + (i % 2 == 0 ? "a*".repeat(STARS + i % 7) + "c" : stars(i))),
                WorstCases::fiftyConditions,
                i -> BUCKET + "a".repeat(LONG_ARN - BUCKET.length() - 1 - i) + "c",
                taggedContext());
    }

    private static String stars(int i) {
        return "a*".repeat(STARS + i % 7) + (i % 2 == 0 ? "b" : "b*c");
    }

    private static List<ConditionTest> fiftyConditions(int statement) {
        List<ConditionTest> conditions = new ArrayList<>();
        for (int i = 0; i < CONDITIONS - 1; i++) {
            conditions.add(new ConditionTest("StringEquals", "aws:PrincipalTag/k" + i, "value-" + i));
        }
        conditions.add(new ConditionTest("StringEquals", "aws:PrincipalTag/k49", "other-" + statement));
        return conditions;
    }

    private static Map<String, String> context() {
        return Map.of("aws:SourceIp", "10.20.30.40", "aws:RequestTag/env", "prod", "aws:PrincipalTag/dept", "hr");
    }

    private static Map<String, String> taggedContext() {
        Map<String, String> context = new TreeMap<>();
        for (int i = 0; i < CONDITIONS; i++) {
            context.put("aws:PrincipalTag/k" + i, "value-" + i);
        }
        return context;
    }

    private static Workload workload(
            String name,
            int statements,
            IntFunction<List<String>> resources,
            IntFunction<List<ConditionTest>> conditions,
            IntFunction<String> asked,
            Map<String, String> context) {
        List<List<Rule>> policies = new ArrayList<>();
        for (int i = 0; i < statements; i++) {
            boolean allow = i % 8 != 7;
            policies.add(List.of(new Rule(allow, List.of(ACTION), resources.apply(i), conditions.apply(i))));
        }
        List<Role> roles = List.of(new Role("role-0", policies));
        Oracle oracle = new Oracle(roles);
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < WorkloadGenerator.HOT; i++) {
            Question question = new Question(0, ACTION, asked.apply(i), context, Outcome.IMPLICIT_DENY);
            questions.add(question.expecting(oracle.decide(question)));
        }
        return new Workload(name, roles, Map.of("worst", questions));
    }
}
