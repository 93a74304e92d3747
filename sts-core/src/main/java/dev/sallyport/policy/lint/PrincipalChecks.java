package dev.sallyport.policy.lint;

import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.policy.PolicyType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who a statement is about. */
final class PrincipalChecks {
    private static final Set<String> KINDS = Set.of("AWS", "Federated", "Service", "CanonicalUser");

    /** What says for whom a service acts. */
    private static final List<String> SOURCE_KEYS =
            List.of("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths");

    /** What narrows a service's calls without saying for whom it acts. */
    private static final List<String> WEAK_KEYS =
            List.of("aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:useragent", "aws:referer");

    private static final List<String> CALLER_KEYS = List.of(
            "aws:principalarn", "aws:principaltype", "aws:username", "aws:principalorgid", "aws:principalorgpaths");

    private PrincipalChecks() {}

    static void run(WrittenPolicy policy, WrittenStatement statement, Findings findings) {
        presence(policy, statement, findings);
        for (String element : List.of("Principal", "NotPrincipal")) {
            statement.get(element).ifPresent(node -> shape(node, findings));
        }
        if (policy.namesPrincipals()) {
            statement.principals().forEach(principal -> value(policy, principal, findings));
            if (!policy.isTrust()) {
                services(statement, findings);
            }
        }
    }

    private static void presence(WrittenPolicy policy, WrittenStatement statement, Findings findings) {
        boolean present = statement.has("Principal") || statement.has("NotPrincipal");
        if (policy.namesPrincipals()) {
            if (!present) {
                findings.add(Check.MISSING_PRINCIPAL, statement.span());
            }
            if (statement.isNotPrincipal() && policy.isTrust()) {
                findings.add(Check.ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL, statement.span());
            }
            if (statement.isNotPrincipal() && statement.allows()) {
                findings.add(Check.ALLOW_WITH_NOTPRINCIPAL, statement.span());
            }
        } else if (present) {
            boolean control = policy.type() == PolicyType.SERVICE_CONTROL;
            findings.add(control ? Check.SCP_SYNTAX_ERROR_PRINCIPAL : Check.UNSUPPORTED_PRINCIPAL, statement.span());
        }
    }

    private static void shape(JsonNode node, Findings findings) {
        if (node instanceof JsonObject object) {
            if (object.members().isEmpty()) {
                findings.add(Check.EMPTY_OBJECT_PRINCIPAL, node.span());
            }
            for (JsonObject.Member member : object.members()) {
                if (!KINDS.contains(member.name())) {
                    findings.add(Check.INVALID_PRINCIPAL_KEY, member.nameSpan(), member.name());
                }
                DocumentChecks.requireStrings(member.value(), member.name(), findings);
                if (DocumentChecks.isEmptyArray(member.value())) {
                    findings.add(Check.EMPTY_ARRAY_PRINCIPAL, member.value().span(), member.name());
                }
            }
        } else if (!(node instanceof JsonString star && star.value().equals("*"))) {
            findings.add(Check.INVALID_PRINCIPAL_FORMAT, node.span());
        }
    }

    private static void value(WrittenPolicy policy, WrittenPrincipal principal, Findings findings) {
        Written value = principal.value();
        boolean anybody = principal.isEverybody()
                && (principal.isAws() || principal.kind().equals("*"));
        if (value.hasWildcard() && !anybody) {
            findings.add(Check.UNSUPPORTED_WILDCARD_IN_PRINCIPAL, value);
        }
        if (principal.isService() && !value.hasWildcard() && !isServiceName(value.text())) {
            findings.add(Check.INVALID_SERVICE_PRINCIPAL_FORMAT, value);
        }
        if (principal.isFederated() && !policy.isTrust()) {
            findings.add(Check.FEDERATED_PRINCIPAL_NOT_SUPPORTED, value);
        }
        if (principal.isAws() && isUniqueId(value.text(), "AROA")) {
            findings.add(Check.INVALID_ROLE_REFERENCE, value);
        }
        if (principal.isAws() && isUniqueId(value.text(), "AIDA")) {
            findings.add(Check.INVALID_USER_REFERENCE, value);
        }
    }

    private static void services(WrittenStatement statement, Findings findings) {
        Optional<WrittenPrincipal> service = statement.principals().stream()
                .filter(WrittenPrincipal::isService)
                .findFirst();
        if (service.isEmpty() || !statement.allows()) {
            return;
        }
        for (WrittenCondition condition : statement.conditions()) {
            String key = condition.key().lower();
            if (CALLER_KEYS.contains(key) || key.startsWith("aws:principaltag/")) {
                findings.add(Check.UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL, condition.key());
            }
        }
        if (SOURCE_KEYS.stream().anyMatch(statement::pins)) {
            return;
        }
        Optional<WrittenCondition> weak = statement.conditions().stream()
                .filter(condition -> WEAK_KEYS.contains(condition.key().lower()))
                .findFirst();
        if (weak.isPresent()) {
            findings.add(
                    Check.RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL,
                    weak.get().key());
        } else {
            findings.add(
                    Check.RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL, service.get().value());
        }
    }

    /** {@code ec2.amazonaws.com}, {@code ec2.amazonaws.com.cn}, {@code logs.eu-central-1.amazonaws.com}. */
    private static boolean isServiceName(String text) {
        int dot = text.indexOf('.');
        boolean ours = text.endsWith(".amazonaws.com")
                || text.endsWith(".amazonaws.com.cn")
                || text.endsWith(".amazonaws.eu")
                || text.endsWith(".aws.internal");
        return dot > 0 && ours && text.chars().allMatch(c -> DocumentChecks.isAlphanumeric(c) || c == '.' || c == '-');
    }

    private static boolean isUniqueId(String text, String prefix) {
        return text.startsWith(prefix) && text.chars().allMatch(DocumentChecks::isAlphanumeric);
    }
}
