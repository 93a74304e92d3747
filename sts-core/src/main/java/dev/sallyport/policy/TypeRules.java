package dev.sallyport.policy;

import dev.sallyport.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** What a statement may hold in one type of policy and not in another. */
final class TypeRules {
    /** The actions that a trust policy can be asked about. */
    private static final List<String> TRUST_ACTIONS = List.of(
            "sts:assumerole",
            "sts:assumerolewithsaml",
            "sts:assumerolewithwebidentity",
            "sts:tagsession",
            "sts:setsourceidentity",
            "sts:setcontext");

    private final PolicyType type;
    private final PolicyFaults faults;

    TypeRules(PolicyType type, PolicyFaults faults) {
        this.type = type;
        this.faults = faults;
    }

    /** Whether the statement says who it is about, where it must, and only there. */
    void checkPrincipal(Statement statement, JsonObject node) {
        if (type.hasPrincipal()) {
            // A bucket policy may deny without saying whom; that is everybody.
            boolean deniesEverybody = type == PolicyType.RESOURCE && statement.effect() == Effect.DENY;
            if (statement.principal().isEmpty() && !deniesEverybody) {
                faults.type("Missing required field Principal", "the statement names no principal", node.span());
            }
        } else {
            prohibit(node, "Principal");
            prohibit(node, "NotPrincipal");
        }
    }

    /** Everything that only counts when a policy is written. */
    void checkWriting(Statement statement, JsonObject node) {
        if (statement.principal().isPresent()
                && statement.principal().get().negated()
                && statement.effect() == Effect.ALLOW) {
            faults.type(
                    PolicyFaults.SYNTAX,
                    "an Allow with `NotPrincipal` admits everybody else, strangers too; name who may with `Principal`",
                    node.span());
        }
        if (type == PolicyType.TRUST) {
            checkTrust(statement, node);
        }
        if (type == PolicyType.RESOURCE_CONTROL) {
            checkResourceControl(statement, node);
        }
    }

    private void checkTrust(Statement statement, JsonObject node) {
        prohibit(node, "Resource");
        prohibit(node, "NotResource");
        prohibit(node, "NotPrincipal");
        boolean onlyTrustActions =
                !statement.isNotAction() && statement.actions().stream().allMatch(TypeRules::isTrustAction);
        if (!onlyTrustActions) {
            faults.type(
                    "AssumeRole policy may only specify STS AssumeRole actions.",
                    "a trust policy is about `sts:AssumeRole`, `sts:AssumeRoleWithWebIdentity`,"
                            + " `sts:AssumeRoleWithSAML`, `sts:TagSession`, `sts:SetSourceIdentity` and `sts:SetContext`",
                    node.span());
        }
    }

    private static boolean isTrustAction(String pattern) {
        String lower = pattern.toLowerCase(Locale.ROOT);
        Wildcard wildcard = Wildcard.of(lower);
        return lower.startsWith("sts:") && TRUST_ACTIONS.stream().anyMatch(wildcard::matches);
    }

    /** Everybody may be denied something; the one Allow is the full access that Organizations attaches itself. */
    private void checkResourceControl(Statement statement, JsonObject node) {
        prohibit(node, "NotPrincipal");
        prohibit(node, "NotAction");
        boolean everybody = statement.principal().isPresent()
                && statement.principal().get().values().stream()
                        .allMatch(value -> value.kind() == PrincipalElement.Kind.AWS
                                && value.text().equals("*"));
        if (!everybody) {
            faults.type(PolicyFaults.SYNTAX, "a resource control policy is about the principal `*`", node.span());
        }
        boolean fullAccess = statement.actions().equals(List.of("*"))
                && statement.resources().equals(List.of("*"))
                && !statement.isNotResource()
                && statement.conditions().isEmpty();
        if (statement.effect() == Effect.ALLOW && !fullAccess) {
            faults.type(PolicyFaults.SYNTAX, "a resource control policy of one's own only denies", node.span());
        }
    }

    private void prohibit(JsonObject node, String element) {
        if (node.contains(element)) {
            faults.type(
                    "Has prohibited field " + element,
                    "a " + type.displayName() + " has no `" + element + "`",
                    node.get(element).orElseThrow().span());
        }
    }
}
