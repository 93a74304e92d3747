package dev.sallyport.benchmarks.workload;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The plain evaluator: every statement of the role in turn, hand-written matchers, no index. It says what each request's
 * outcome is, and is one of the engines that are measured.
 *
 * <p>It is as fast as it gets without an index: patterns are lower-cased and addresses read once, a Deny ends the search, and
 * an Allow is not looked at once one was found.
 */
public final class Oracle {
    private enum Operator {
        IP_ADDRESS,
        STRING_LIKE,
        STRING_EQUALS
    }

    private static final class Check {
        private final Operator operator;
        private final String key;
        private final String value;
        private final int network;
        private final int mask;

        Check(ConditionTest test) {
            this.key = test.key();
            this.value = test.value();
            switch (test.operator()) {
                case "IpAddress" -> {
                    int slash = value.indexOf('/');
                    int bits = Integer.parseInt(value.substring(slash + 1));
                    this.operator = Operator.IP_ADDRESS;
                    this.mask = bits == 0 ? 0 : -1 << (32 - bits);
                    this.network = address(value, slash) & mask;
                }
                case "StringLike" -> {
                    this.operator = Operator.STRING_LIKE;
                    this.network = 0;
                    this.mask = 0;
                }
                case "StringEquals" -> {
                    this.operator = Operator.STRING_EQUALS;
                    this.network = 0;
                    this.mask = 0;
                }
                default -> throw new IllegalArgumentException("no such operator: " + test.operator());
            }
        }

        boolean holds(Map<String, String> context) {
            String actual = context.get(key);
            if (actual == null) {
                return false;
            }
            return switch (operator) {
                case IP_ADDRESS -> (address(actual, actual.length()) & mask) == network;
                case STRING_LIKE -> like(value, actual);
                case STRING_EQUALS -> value.equals(actual);
            };
        }
    }

    private static final class Compiled {
        private final boolean allow;
        private final String[] actions;
        private final String[] resources;
        private final Check[] checks;

        Compiled(Rule rule) {
            this.allow = rule.allow();
            this.actions = rule.actions().stream()
                    .map(action -> action.toLowerCase(Locale.ROOT))
                    .toArray(String[]::new);
            this.resources = rule.resources().toArray(new String[0]);
            this.checks = rule.conditions().stream().map(Check::new).toArray(Check[]::new);
        }

        boolean applies(String lowerAction, String resource, Map<String, String> context) {
            if (!any(actions, lowerAction) || !any(resources, resource)) {
                return false;
            }
            for (Check check : checks) {
                if (!check.holds(context)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Compiled[][] roles;

    public Oracle(List<Role> roles) {
        this.roles = roles.stream()
                .map(role -> role.rules().stream().map(Compiled::new).toArray(Compiled[]::new))
                .toArray(Compiled[][]::new);
    }

    public Outcome decide(Question question) {
        return decide(question.role(), question);
    }

    /** As if the role with this number asked. */
    public Outcome decide(int role, Question question) {
        String lowerAction = question.action().toLowerCase(Locale.ROOT);
        boolean allowed = false;
        for (Compiled statement : roles[role]) {
            if (!(allowed && statement.allow)
                    && statement.applies(lowerAction, question.resource(), question.context())) {
                if (!statement.allow) {
                    return Outcome.EXPLICIT_DENY;
                }
                allowed = true;
            }
        }
        return allowed ? Outcome.ALLOW : Outcome.IMPLICIT_DENY;
    }

    /** Whether one statement of a role is about a request, for engines that bring everything but the comparing. */
    public boolean applies(int role, int statement, String lowerAction, String resource, Map<String, String> context) {
        return roles[role][statement].applies(lowerAction, resource, context);
    }

    /** Whether all conditions of {@code rule} hold. */
    static boolean holds(Rule rule, Map<String, String> context) {
        return rule.conditions().stream().allMatch(test -> new Check(test).holds(context));
    }

    private static boolean any(String[] patterns, String text) {
        for (String pattern : patterns) {
            if (like(pattern, text)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code text} is {@code pattern}, in which {@code *} is any run of characters and {@code ?} any one. */
    public static boolean like(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** The first {@code end} characters as an IPv4 address. */
    private static int address(String text, int end) {
        int address = 0;
        int part = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                address = address << 8 | part;
                part = 0;
            } else {
                part = part * 10 + (c - '0');
            }
        }
        return address << 8 | part;
    }
}
