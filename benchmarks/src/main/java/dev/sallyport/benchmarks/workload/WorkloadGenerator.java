package dev.sallyport.benchmarks.workload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Policies and requests as real accounts have them, from a seed: statements about ten services with six actions each, 12 %
 * of them Deny, in policies of three.
 *
 * <table>
 * <caption>Shares, dealt exactly and then shuffled</caption>
 * <tr><td>actions</td><td>55 % one to three names, 30 % {@code svc:Prefix*} and a name, 12 % {@code svc:*}, 3 % {@code *}</td></tr>
 * <tr><td>resources, one or two</td><td>40 % an ARN, 40 % {@code …/team-t/app-a/*}, 15 % {@code …/team-t/*}{@code /obj-o}, 5 %
 * {@code …/team-t/*}</td></tr>
 * <tr><td>conditions, two</td><td>{@code IpAddress aws:SourceIp}, and {@code StringLike aws:PrincipalTag/dept} or
 * {@code StringEquals aws:RequestTag/env}</td></tr>
 * </table>
 */
public final class WorkloadGenerator {
    /** Requests of each outcome that repeat. */
    public static final int HOT = 48;

    /** Requests of which no two are the same. */
    public static final int DISTINCT = 20_000;

    private static final int STATEMENTS_PER_POLICY = 3;
    private static final int TEAMS = 100;
    private static final int APPS = 20;
    private static final int OBJECTS = 500;

    private static final List<Service> SERVICES = List.of(Service.values());
    private static final List<String> NETWORKS =
            List.of("10.0.0.0/8", "10.1.0.0/16", "10.2.0.0/16", "192.168.0.0/16", "203.0.113.0/24", "198.51.100.0/25");
    private static final List<String> ADDRESSES = List.of("10.1.", "10.2.", "10.9.", "192.168.", "203.0.", "198.51.");
    private static final List<String> DEPARTMENT_PATTERNS = List.of("fin*", "eng-*", "*-ops", "hr", "eng-p*m");
    private static final List<String> DEPARTMENTS =
            List.of("finance", "fin-audit", "eng-core", "eng-platform", "net-ops", "eng-ops", "hr", "legal");
    private static final List<String> ENVIRONMENTS = List.of("prod", "stage", "test", "dev");

    private enum Kind {
        NAMES,
        PREFIX,
        SERVICE,
        ANY
    }

    private final SplittableRandom random;

    public WorkloadGenerator(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** One role with this many statements. */
    public Workload onePrincipal(String name, int statements) {
        return workload(name, List.of(role("role-0", statements)));
    }

    /** Many roles, and very many requests from all of them: each needs one slice. */
    public Workload store(String name, int roles, int statementsEach) {
        List<Role> all = new ArrayList<>();
        for (int i = 0; i < roles; i++) {
            all.add(role("role-" + i, statementsEach));
        }
        return new Workload(name, all, Map.of("distinct", distinct(all, new Oracle(all))));
    }

    /** Statements as policies of three. */
    public Role role(String name, int statements) {
        List<Rule> rules = rules(statements);
        List<List<Rule>> policies = new ArrayList<>();
        for (int i = 0; i < rules.size(); i += STATEMENTS_PER_POLICY) {
            policies.add(List.copyOf(rules.subList(i, Math.min(rules.size(), i + STATEMENTS_PER_POLICY))));
        }
        return new Role(name, policies);
    }

    private Workload workload(String name, List<Role> roles) {
        Oracle oracle = new Oracle(roles);
        Map<Outcome, List<Question>> hot = new TreeMap<>();
        for (Outcome outcome : Outcome.values()) {
            hot.put(outcome, hot(roles, oracle, outcome));
        }
        Map<String, List<Question>> sets = new LinkedHashMap<>();
        sets.put("allow", hot.get(Outcome.ALLOW));
        sets.put("implicit", hot.get(Outcome.IMPLICIT_DENY));
        sets.put("explicit", hot.get(Outcome.EXPLICIT_DENY));
        sets.put("distinct", distinct(roles, oracle));
        return new Workload(name, roles, sets);
    }

    /** Candidates until there are enough; each outcome has its own likely source, so this ends soon. */
    private List<Question> hot(List<Role> roles, Oracle oracle, Outcome wanted) {
        Set<Question> found = new HashSet<>();
        List<Question> inOrder = new ArrayList<>();
        while (inOrder.size() < HOT) {
            int role = random.nextInt(roles.size());
            Rule source = any(roles.get(role).rules());
            boolean likely = wanted == Outcome.IMPLICIT_DENY || source.allow() == (wanted == Outcome.ALLOW);
            if (likely) {
                boolean satisfied = wanted != Outcome.IMPLICIT_DENY;
                boolean near = satisfied || random.nextInt(2) == 0;
                Question question = near ? about(role, source, satisfied) : anything(role);
                Outcome outcome = oracle.decide(question);
                if (outcome == wanted && found.add(question)) {
                    inOrder.add(question.expecting(outcome));
                }
            }
        }
        return inOrder;
    }

    /**
     * A request of a role that has these statements: four in ten are about one of them, and most of these meet its
     * conditions; the rest are about anything. Its outcome is still to be found.
     */
    public Question question(int role, List<Rule> rules) {
        return random.nextInt(10) < 4 ? about(role, any(rules), random.nextInt(10) < 7) : anything(role);
    }

    private List<Question> distinct(List<Role> roles, Oracle oracle) {
        Map<Integer, List<Rule>> rules = new LinkedHashMap<>();
        Set<Question> found = new HashSet<>();
        List<Question> inOrder = new ArrayList<>();
        while (inOrder.size() < DISTINCT) {
            int role = random.nextInt(roles.size());
            Question question =
                    question(role, rules.computeIfAbsent(role, i -> roles.get(i).rules()));
            if (found.add(question)) {
                inOrder.add(question.expecting(oracle.decide(question)));
            }
        }
        return inOrder;
    }

    private List<Rule> rules(int count) {
        List<Boolean> denies = dealt(count, List.of(12, 88), List.of(true, false));
        List<Kind> kinds =
                dealt(count, List.of(55, 30, 12, 3), List.of(Kind.NAMES, Kind.PREFIX, Kind.SERVICE, Kind.ANY));
        List<Integer> places = dealt(2 * count, List.of(40, 40, 15, 5), List.of(0, 1, 2, 3));
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Service service = any(SERVICES);
            List<String> resources = new ArrayList<>();
            resources.add(resourcePattern(service, places.get(2 * i)));
            if (random.nextInt(2) == 0) {
                resources.add(resourcePattern(service, places.get(2 * i + 1)));
            }
            rules.add(new Rule(
                    !denies.get(i), actionPatterns(service, kinds.get(i)), List.copyOf(resources), conditions()));
        }
        return rules;
    }

    private List<String> actionPatterns(Service service, Kind kind) {
        return switch (kind) {
            case ANY -> List.of("*");
            case SERVICE -> List.of(service.prefix() + ":*");
            case PREFIX -> List.of(firstWord(any(service.actions())) + "*", any(service.actions()));
            case NAMES -> {
                List<String> some = new ArrayList<>(service.actions());
                shuffle(some);
                yield List.copyOf(some.subList(0, 1 + random.nextInt(3)));
            }
        };
    }

    private String resourcePattern(Service service, int place) {
        String team = service.resources() + "team-" + random.nextInt(TEAMS) + "/";
        String app = "app-" + random.nextInt(APPS) + "/";
        String object = "obj-" + random.nextInt(OBJECTS);
        return switch (place) {
            case 0 -> team + app + object;
            case 1 -> team + app + "*";
            case 2 -> team + "*/" + object;
            default -> team + "*";
        };
    }

    private List<ConditionTest> conditions() {
        ConditionTest address = new ConditionTest("IpAddress", "aws:SourceIp", any(NETWORKS));
        ConditionTest tag = random.nextInt(2) == 0
                ? new ConditionTest("StringLike", "aws:PrincipalTag/dept", any(DEPARTMENT_PATTERNS))
                : new ConditionTest("StringEquals", "aws:RequestTag/env", any(ENVIRONMENTS));
        return List.of(address, tag);
    }

    private Question anything(int role) {
        Service service = any(SERVICES);
        return new Question(
                role, any(service.actions()), resourcePattern(service, 0), context(null), Outcome.IMPLICIT_DENY);
    }

    /** A request that this statement is about; its conditions hold if {@code satisfied}, else as chance has it. */
    private Question about(int role, Rule rule, boolean satisfied) {
        String pattern = any(rule.resources());
        String actionPattern = any(rule.actions());
        List<String> actions = Service.ofResource(pattern).actions().stream()
                .filter(action -> Oracle.like(actionPattern, action))
                .toList();
        String app = "app-" + random.nextInt(APPS);
        String object = "obj-" + random.nextInt(OBJECTS);
        String filling = pattern.endsWith("*") ? (pattern.contains("/app-") ? object : app + "/" + object) : app;
        return new Question(
                role,
                any(actions),
                pattern.replace("*", filling),
                context(satisfied ? rule : null),
                Outcome.IMPLICIT_DENY);
    }

    private Map<String, String> context(@Nullable Rule satisfying) {
        while (true) {
            Map<String, String> context = new TreeMap<>();
            String address = any(ADDRESSES);
            context.put(
                    "aws:SourceIp",
                    switch (address) {
                        case "203.0." -> address + "113." + random.nextInt(256);
                        case "198.51." -> address + "100." + random.nextInt(256);
                        default -> address + random.nextInt(256) + "." + random.nextInt(256);
                    });
            context.put("aws:PrincipalTag/dept", any(DEPARTMENTS));
            context.put("aws:RequestTag/env", any(ENVIRONMENTS));
            if (satisfying == null || Oracle.holds(satisfying, context)) {
                return context;
            }
        }
    }

    /** {@code s3:GetObject} begins with {@code s3:Get}. */
    private static String firstWord(String name) {
        int end = name.indexOf(':') + 2;
        while (end < name.length() && Character.isLowerCase(name.charAt(end))) {
            end++;
        }
        return name.substring(0, end);
    }

    /** {@code count} values in these percentages, as near as whole numbers come but at least one of the first. */
    private <T> List<T> dealt(int count, List<Integer> percent, List<T> values) {
        List<T> dealt = new ArrayList<>();
        double until = 0;
        for (int i = 0; i < values.size(); i++) {
            until += percent.get(i) / 100.0;
            long end = i == 0 ? Math.max(1, Math.round(count * until)) : Math.round(count * until);
            while (dealt.size() < end) {
                dealt.add(values.get(i));
            }
        }
        shuffle(dealt);
        return dealt;
    }

    private void shuffle(List<?> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, random.nextInt(i + 1));
        }
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
