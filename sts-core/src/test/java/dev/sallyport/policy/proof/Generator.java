package dev.sallyport.policy.proof;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.PolicyType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Worlds and requests of one seed: every element of the language, in few words, so that most of it meets. */
final class Generator {
    private static final Set<PolicyType> WITH_PRINCIPAL =
            Set.of(PolicyType.RESOURCE, PolicyType.TRUST, PolicyType.RESOURCE_CONTROL, PolicyType.ENDPOINT);
    /** The types whose literals must be well-formed when they are written. */
    private static final Set<PolicyType> CHECKED = Set.of(PolicyType.IDENTITY, PolicyType.BOUNDARY, PolicyType.TRUST);

    private static final int LARGE_GROUP = 130;

    private final Dice dice;
    private int documents;
    private int sids;

    private Generator(Dice dice) {
        this.dice = dice;
    }

    static World world(Dice dice) {
        return new Generator(dice).world();
    }

    static AuthorizationRequest request(World world, Dice dice) {
        return new Generator(dice).request(world);
    }

    /** One statement like those of {@code type}, for a test that adds one. */
    static Map<String, Object> statement(PolicyType type, Dice dice) {
        Map<String, Object> statement = new Generator(dice).statement(type, false);
        statement.remove("Sid"); // It might be another statement's.
        return statement;
    }

    private World world() {
        Principal principal = dice.of(Vocabulary.PRINCIPALS);
        boolean web = principal instanceof Principal.WebIdentity;
        boolean nobody = principal instanceof Principal.Anonymous;
        boolean service = principal instanceof Principal.Service;
        boolean root = principal instanceof Principal.AccountRoot;
        List<Draft> drafts = new ArrayList<>();
        boolean owner = !web && !nobody && !service && !root;
        if (owner) {
            for (int i = dice.below(3); i >= 0; i--) {
                drafts.add(draft(PolicyType.IDENTITY, 0));
            }
            if (dice.percent(4)) {
                drafts.add(largeGroup());
            }
            if (dice.percent(30)) {
                drafts.add(draft(PolicyType.BOUNDARY, 0));
            }
            if (!(principal instanceof Principal.User) && dice.percent(35)) {
                for (int i = dice.below(2); i >= 0; i--) {
                    drafts.add(draft(PolicyType.SESSION, 0));
                }
            }
        }
        if (web || (!nobody && dice.percent(30))) {
            drafts.add(draft(PolicyType.TRUST, 0));
        } else if (dice.percent(nobody || service ? 90 : 60)) {
            drafts.add(draft(PolicyType.RESOURCE, 0));
        }
        if (owner || root) {
            levels(PolicyType.SERVICE_CONTROL, drafts);
        }
        levels(PolicyType.RESOURCE_CONTROL, drafts);
        if (dice.percent(20)) {
            for (int i = dice.below(2); i >= 0; i--) {
                drafts.add(draft(PolicyType.ENDPOINT, 0));
            }
        }
        return new World(principal, drafts);
    }

    private void levels(PolicyType type, List<Draft> into) {
        if (!dice.percent(18)) {
            return;
        }
        for (int level = dice.below(2); level >= 0; level--) {
            for (int i = dice.below(2); i >= 0; i--) {
                into.add(draft(type, level));
            }
        }
    }

    private Draft draft(PolicyType type, int level) {
        boolean stored = dice.percent(20);
        List<Map<String, Object>> statements = new ArrayList<>();
        for (int i = dice.below(4); i >= 0; i--) {
            statements.add(statement(type, stored));
        }
        // Only AWS's own resource control policy may allow or have a NotAction; one that does is read as stored.
        boolean foreign = type == PolicyType.RESOURCE_CONTROL
                && statements.stream().anyMatch(it -> it.containsValue("Allow") || it.containsKey("NotAction"));
        return draft(type, level, stored || foreign, statements);
    }

    private Draft draft(PolicyType type, int level, boolean stored, List<Map<String, Object>> statements) {
        Optional<String> version = dice.percent(70)
                ? Optional.of("2012-10-17")
                : Optional.of("2008-10-17").filter(v -> dice.percent(50));
        Optional<Map<String, String>> ids =
                type == PolicyType.TRUST && dice.percent(25) ? Optional.of(ids()) : Optional.empty();
        boolean single = statements.size() == 1 && dice.percent(50);
        return new Draft(type, "p" + documents++, level, stored, single, version, statements, ids);
    }

    private Map<String, String> ids() {
        Map<String, String> ids = new HashMap<>();
        new TreeMap<>(Vocabulary.IDS).forEach((arn, id) -> { // In an order that is the same in every process.
            if (dice.percent(80)) {
                ids.put(arn, dice.percent(80) ? id : Vocabulary.OTHER_ID);
            }
        });
        return ids;
    }

    /**
     * A group with so many statements that an engine wants to find the few by an index: mostly about other things, or all
     * about the same.
     */
    private Draft largeGroup() {
        boolean stored = dice.percent(30);
        boolean crowd = dice.percent(30);
        List<Map<String, Object>> statements = new ArrayList<>();
        for (int i = 0; i < LARGE_GROUP; i++) {
            Map<String, Object> statement = statement(PolicyType.IDENTITY, stored);
            if (crowd && dice.percent(90)) {
                statement.keySet().removeAll(List.of("NotAction", "NotResource"));
                statement.put("Action", "order:*");
                statement.put("Resource", "*");
            } else if (dice.percent(97)) {
                statement.remove("NotAction");
                statement.put("Action", dice.of("fleet:Op" + i, "fleet:Op" + i + "*", "fleet" + i + ":*", "order:Get"));
            }
            statements.add(statement);
        }
        return draft(PolicyType.IDENTITY, 0, stored, statements);
    }

    private Map<String, Object> statement(PolicyType type, boolean stored) {
        Map<String, Object> statement = new LinkedHashMap<>();
        boolean deny = dice.percent(type == PolicyType.IDENTITY || type == PolicyType.RESOURCE ? 16 : 10);
        statement.put("Effect", deny ? "Deny" : "Allow");
        if (dice.percent(15)) {
            statement.put("Sid", "S" + sids++);
        }
        if (WITH_PRINCIPAL.contains(type)) {
            principal(statement, type, deny, stored);
        }
        action(statement, type);
        if (type != PolicyType.TRUST) {
            resource(statement);
        }
        conditions(statement, type, stored);
        return statement;
    }

    private void principal(Map<String, Object> into, PolicyType type, boolean deny, boolean stored) {
        if (type == PolicyType.RESOURCE_CONTROL) {
            into.put("Principal", "*");
            return;
        }
        boolean mayNot = type == PolicyType.RESOURCE || type == PolicyType.ENDPOINT;
        if (mayNot && dice.percent(deny ? 35 : stored ? 15 : 0)) {
            into.put("NotPrincipal", dice.percent(10) ? (Object) "*" : spared());
            return;
        }
        into.put("Principal", dice.percent(20) ? "*" : named(dice.percent(25) ? 3 : 1));
    }

    /** Often everybody who must be listed to be spared, sometimes one short of it. */
    private Object spared() {
        List<List<String>> complete = List.of(
                List.of(Vocabulary.ANN.userArn().toString(), Vocabulary.HERE.digits()),
                List.of(
                        Vocabulary.BUILD.sessionArn().toString(),
                        Vocabulary.BUILD.roleArn().toString(),
                        Vocabulary.HERE.rootArn().toString()),
                List.of(
                        Vocabulary.JEAN.arn().orElseThrow().toString(),
                        Vocabulary.ANN.userArn().toString(),
                        Vocabulary.HERE.digits()));
        if (dice.percent(25)) {
            return named(3);
        }
        List<String> spared = new ArrayList<>(dice.of(complete));
        if (dice.percent(40)) {
            spared.remove(dice.below(spared.size()));
        }
        return Map.of("AWS", spared);
    }

    private Map<String, Object> named(int count) {
        Map<String, Object> byType = new LinkedHashMap<>();
        Set<String> aws = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            switch (dice.below(10)) {
                case 0 -> aws.add(Vocabulary.HERE.digits());
                case 1 -> aws.add(Vocabulary.HERE.rootArn().toString());
                case 2 -> aws.add(Vocabulary.ANN.userArn().toString());
                case 3 -> aws.add(Vocabulary.BUILD.roleArn().toString());
                case 4 -> aws.add(Vocabulary.BUILD.sessionArn().toString());
                case 5 -> aws.add(Vocabulary.JEAN.arn().orElseThrow().toString());
                case 6 -> byType.put("Federated", Vocabulary.PROVIDER.toString());
                case 7 -> byType.put("Service", Vocabulary.SERVICE);
                case 8 -> aws.add("*");
                default -> aws.add(dice.of(Vocabulary.THERE.digits(), "arn:aws:iam::111122223333:user/ann"));
            }
        }
        if (!aws.isEmpty()) {
            byType.put("AWS", oneOrSeveral(new ArrayList<>(aws)));
        }
        return byType;
    }

    private void action(Map<String, Object> into, PolicyType type) {
        List<String> actions = new ArrayList<>();
        for (String action : dice.some(actions(type), 3)) {
            actions.add(cased(pattern(action, type)));
        }
        boolean other = type != PolicyType.TRUST && dice.percent(12);
        into.put(other ? "NotAction" : "Action", oneOrSeveral(actions));
    }

    private List<String> actions(PolicyType type) {
        if (type != PolicyType.TRUST) {
            // A caller's own policies are about a role to assume as about anything else.
            return dice.percent(25) ? Vocabulary.TRUST_ACTIONS : Vocabulary.ACTIONS;
        }
        return dice.percent(35) ? List.of(Vocabulary.WEB_IDENTITY_ACTION) : Vocabulary.TRUST_ACTIONS;
    }

    private String pattern(String action, PolicyType type) {
        int colon = action.indexOf(':');
        String vendor = action.substring(0, colon + 1);
        String name = action.substring(colon + 1);
        return switch (dice.below(9)) {
            case 0, 1 -> type == PolicyType.TRUST ? "sts:*" : "*";
            case 2 -> vendor + "*";
            case 3 -> vendor + name.substring(0, 2) + "*";
            case 4 -> vendor + "?" + name.substring(1);
            case 5 -> vendor + name.charAt(0) + "*" + name.substring(name.length() - 1);
            default -> action;
        };
    }

    private String cased(String action) {
        return switch (dice.below(8)) {
            case 0 -> action.toUpperCase(Locale.ROOT);
            case 1 -> action.toLowerCase(Locale.ROOT);
            default -> action;
        };
    }

    private void resource(Map<String, Object> into) {
        List<String> resources = new ArrayList<>();
        int count = dice.percent(70) ? 1 : 2;
        for (int i = 0; i < count; i++) {
            String resource = resourcePattern();
            if (!resources.contains(resource)) {
                resources.add(resource);
            }
        }
        into.put(dice.percent(12) ? "NotResource" : "Resource", oneOrSeveral(resources));
    }

    private String resourcePattern() {
        if (dice.percent(35)) {
            return "*";
        }
        if (dice.percent(20)) {
            return dice.of(
                    "arn:aws:iam::111122223333:role/target",
                    "arn:aws:iam::*:role/*",
                    "arn:aws:iam::111122223333:role/?arget");
        }
        String head = dice.of(
                dice.of(Vocabulary.HEADS),
                "arn:aws:orders:*:111122223333:",
                "arn:aws:orders:??-west-1:*:",
                "arn:*:bill:::");
        return switch (dice.below(10)) {
            case 0 ->
                dice.of("arn:aws:orders:*", "arn:aws:orders:eu-west-1:*", "arn:aws:bill:*", "arn:aws:orders:eu-*");
            case 1 -> head + "*";
            case 2 -> head + "order/*";
            case 3 -> head + dice.of("ord??/red", "*/red", "*:2", "table*/x", "o*/*/1", "*d*d*");
            case 4 -> head + dice.of("order/${aws:username}", "${aws:PrincipalTag/Team}/x", "order/${aws:TagKeys}*");
            case 5 ->
                head
                        + dice.of(
                                "order/${aws:PrincipalTag/team, 'red'}*",
                                "*/${aws:username, 'red'}",
                                "order/${aws:TagKeys, 'red'}");
            case 6 -> head + dice.of("order/${*}", "order/${$}{aws:username}", "order/${?}ed", "order/${aws:username");
            default -> head + dice.of(Vocabulary.NAMES.subList(0, 3));
        };
    }

    private void conditions(Map<String, Object> into, PolicyType type, boolean stored) {
        if (dice.percent(45)) {
            return;
        }
        Map<String, Object> operators = new LinkedHashMap<>();
        for (int i = dice.percent(50) ? 1 : 2; i > 0; i--) {
            Operator operator = dice.of(Operator.ALL);
            String written = operator.written(dice);
            Map<String, Object> keys = new LinkedHashMap<>();
            for (int k = dice.percent(88) ? 1 : 2; k > 0; k--) {
                String key = key(operator);
                if (keys.keySet().stream().noneMatch(key::equalsIgnoreCase)) {
                    boolean loose = stored || !CHECKED.contains(type);
                    keys.put(dice.percent(15) ? key.toUpperCase(Locale.ROOT) : key, values(operator, loose));
                }
            }
            operators.put(written, keys);
        }
        into.put("Condition", operators);
    }

    private String key(Operator operator) {
        if (dice.percent(20)) {
            return dice.of(Keys.MULTI_VALUED);
        }
        Keys.Kind kind = operator.kind();
        boolean any = kind == Keys.Kind.ANY || dice.percent(8);
        return dice.of(any ? Keys.SINGLE_VALUED : Keys.of(kind));
    }

    private Object values(Operator operator, boolean loose) {
        if (operator.kind() == Keys.Kind.ANY) {
            String absent = dice.of("true", "false");
            return dice.percent(20) ? (Object) Boolean.valueOf(absent) : absent;
        }
        List<Object> values = new ArrayList<>();
        for (int i = dice.percent(60) ? 1 : 1 + dice.below(3); i > 0; i--) {
            Object value = loose && dice.percent(14) ? operator.malformed(dice) : operator.value(dice);
            if (!values.contains(value)) {
                values.add(value);
            }
        }
        return values.size() == 1 && dice.percent(60) ? values.get(0) : values;
    }

    private static Object oneOrSeveral(List<String> values) {
        return values.size() == 1 ? values.get(0) : values;
    }

    private AuthorizationRequest request(World world) {
        Principal principal = world.principal();
        boolean trust = world.has(PolicyType.TRUST);
        String action = dice.of(Vocabulary.ACTIONS);
        String resource = dice.percent(8) ? "*" : dice.of(Vocabulary.HEADS) + dice.of(Vocabulary.NAMES);
        if (trust) {
            boolean web = principal instanceof Principal.WebIdentity;
            action = web ? Vocabulary.WEB_IDENTITY_ACTION : dice.of(Vocabulary.TRUST_ACTIONS);
            resource = Vocabulary.ROLE;
        } else if (dice.percent(1) && !nobody(principal)) {
            action = "sts:GetCallerIdentity";
        }
        Optional<AccountId> owner = Optional.of(Vocabulary.HERE);
        if (dice.percent(20)) {
            owner = dice.percent(50) ? Optional.of(Vocabulary.THERE) : Optional.empty();
        }
        return new AuthorizationRequest(principal, cased(action), resource, owner, context());
    }

    /** Who signs nothing has no identity to ask for. */
    private static boolean nobody(Principal principal) {
        return principal instanceof Principal.Anonymous || principal instanceof Principal.Service;
    }

    private ConditionContext context() {
        ConditionContext.Builder context = ConditionContext.builder();
        for (String key : Keys.SINGLE_VALUED) {
            if (dice.percent(75)) {
                context.put(dice.percent(10) ? key.toUpperCase(Locale.ROOT) : key, Keys.value(key, dice));
            }
        }
        for (String key : Keys.MULTI_VALUED) {
            if (dice.percent(70)) {
                List<String> values = new ArrayList<>();
                for (int i = dice.below(4); i > 0; i--) {
                    values.add(Keys.value(key, dice));
                }
                context.putAll(key, values);
            }
        }
        return context.build();
    }
}
