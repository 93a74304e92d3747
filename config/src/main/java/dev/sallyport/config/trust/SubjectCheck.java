package dev.sallyport.config.trust;

import dev.sallyport.policy.Condition;
import dev.sallyport.policy.Effect;
import dev.sallyport.policy.Operator;
import dev.sallyport.policy.PrincipalElement;
import dev.sallyport.policy.Statement;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Whether a statement of a trust policy lets in only one owner's tokens of a shared issuer.
 *
 * <p>IAM refuses the same when a role is written, with {@code must evaluate, using StringEquals, StringLike or
 * StringEqualsIgnoreCase, …:sub which is not scoped to all}. This check is stricter: also `repo:org*`, which meets
 * `repo:org-of-a-stranger/x`, and `ForAllValues`, which holds without the claim, are refused.
 */
public final class SubjectCheck {
    private static final String ACTION = "sts:AssumeRoleWithWebIdentity";
    private static final Set<Operator.Base> PINNING =
            Set.of(Operator.Base.STRING_EQUALS, Operator.Base.STRING_EQUALS_IGNORE_CASE, Operator.Base.STRING_LIKE);

    private final String providerArn;
    private final String keyPrefix;
    private final SharedIssuer issuer;
    private final Function<String, Optional<String>> claimOfKey;

    /**
     * @param keyPrefix what stands before {@code :sub} in condition keys
     * @param claimOfKey the claim that a {@code ci:} key is of this provider's tokens
     */
    public SubjectCheck(
            String providerArn, String keyPrefix, SharedIssuer issuer, Function<String, Optional<String>> claimOfKey) {
        this.providerArn = providerArn;
        this.keyPrefix = keyPrefix;
        this.issuer = issuer;
        this.claimOfKey = claimOfKey;
    }

    /** Why strangers can use this statement, and what to write; empty when they cannot. */
    public Optional<String> problem(Statement statement) {
        if (!letsIn(statement)) {
            return Optional.empty();
        }
        Set<String> found = new LinkedHashSet<>();
        for (Condition condition : statement.conditions()) {
            Optional<String> claim = claim(statement, condition);
            if (claim.isPresent()) {
                Optional<String> problem = problem(condition, claim.get());
                if (problem.isEmpty()) {
                    return Optional.empty();
                }
                found.add(problem.get());
            }
        }
        return Optional.of("many organisations get tokens of `" + keyPrefix
                + "`, and this statement lets in others than"
                + " yours: "
                + (found.isEmpty() ? "no condition reads `" + keyPrefix + ":sub`" : String.join("; ", found))
                + ". Compare `" + keyPrefix + ":sub` by StringEquals or StringLike with a value that names its owner"
                + (issuer.forms().isEmpty() ? "" : " (" + SubjectPin.forms(issuer) + ")")
                + ", or say why not with `allow-unpinned-subject`");
    }

    private boolean letsIn(Statement statement) {
        return statement.effect() == Effect.ALLOW
                && statement.coversAction(ACTION)
                && statement.principal().isPresent()
                && statement.principal().get().values().stream()
                        .anyMatch(value -> value.kind() == PrincipalElement.Kind.FEDERATED
                                && value.text().equals(providerArn));
    }

    /** The claim that a condition reads, if it can tell owners apart. */
    private Optional<String> claim(Statement statement, Condition condition) {
        String prefix = keyPrefix.toLowerCase(Locale.ROOT) + ":";
        Optional<String> claim;
        if (condition.key().startsWith(prefix)) {
            claim = Optional.of(condition.key().substring(prefix.length()));
        } else {
            // Repository 74 of one issuer is a stranger's at another: the key tells owners apart where one is let in.
            claim = isOnlyPrincipal(statement) ? claimOfKey.apply(condition.key()) : Optional.empty();
        }
        return claim.filter(
                c -> c.equals(SubjectPin.SUBJECT) || issuer.identityClaims().contains(c));
    }

    private static boolean isOnlyPrincipal(Statement statement) {
        return statement.principal().stream().mapToInt(p -> p.values().size()).sum() == 1;
    }

    private Optional<String> problem(Condition condition, String claim) {
        Operator operator = condition.operator();
        boolean pins = PINNING.contains(operator.base())
                && !operator.ifExists()
                && operator.setOperator() != Operator.SetOperator.FOR_ALL_VALUES;
        if (!pins) {
            return Optional.of("`" + operator + "` on `" + condition.writtenKey() + "` does not pin it");
        }
        if (condition.values().isEmpty()) {
            return Optional.of("`" + condition.writtenKey() + "` is compared with nothing");
        }
        // The values are alternatives: the loosest one decides.
        return condition.values().stream()
                .flatMap(value -> SubjectPin.problem(issuer, claim, value).stream())
                .findFirst();
    }
}
