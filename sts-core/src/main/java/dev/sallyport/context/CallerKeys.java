package dev.sallyport.context;

import dev.sallyport.directory.Caller;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.policy.ConditionContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The condition keys that say who calls (IAM guide, "AWS global condition context keys", and its table of values by
 * kind of principal). A key that a kind of caller does not have stays absent, which is not the same as empty.
 */
public final class CallerKeys {
    private CallerKeys() {}

    public static void add(ConditionContext.Builder context, Caller caller, Instant now) {
        add(context, caller, false, now);
    }

    /** @param freshMfa whether MFA was checked in this very call; it then counts as present, with age zero */
    public static void add(ConditionContext.Builder context, Caller caller, boolean freshMfa, Instant now) {
        Principal principal = caller.principal();
        if (principal instanceof Principal.User user) {
            identify(
                    context, user.userArn(), user.accountId(), "User", user.id().value());
            context.put("aws:username", user.name());
        } else if (principal instanceof Principal.RoleSession role) {
            // The role's ARN with its path, not the session's.
            identify(context, role.roleArn(), role.accountId(), "AssumedRole", role.sessionUserId());
        } else if (principal instanceof Principal.FederatedUser federated) {
            identify(
                    context,
                    federated.federatedArn(),
                    federated.accountId(),
                    "FederatedUser",
                    federated.federatedUserId());
        } else {
            throw new IllegalArgumentException("no credentials stand for " + principal);
        }
        caller.tags().all().forEach(tag -> context.put("aws:PrincipalTag/" + tag.key(), tag.value()));
        context.put("aws:PrincipalIsAWSService", "false");
        caller.session().ifPresent(session -> addSession(context, session));
        addMfa(context, caller, freshMfa, now);
    }

    // A long-term key has no such key at all; a session always has one (reference: "MFA in sessions").
    private static void addMfa(ConditionContext.Builder context, Caller caller, boolean freshMfa, Instant now) {
        Optional<Instant> checkedAt =
                freshMfa ? Optional.of(now) : caller.session().flatMap(SessionFacts::mfaAt);
        if (freshMfa || caller.session().isPresent()) {
            context.put("aws:MultiFactorAuthPresent", Boolean.toString(checkedAt.isPresent()));
        }
        checkedAt.ifPresent(at -> context.put(
                "aws:MultiFactorAuthAge",
                Long.toString(Math.max(0, Duration.between(at, now).toSeconds()))));
    }

    /** The keys while a trust policy is asked about a web identity, which is not yet a caller of any account. */
    public static void add(ConditionContext.Builder context, Principal.WebIdentity identity) {
        context.put("aws:PrincipalType", "User");
        context.put("aws:PrincipalAccount", identity.accountId().digits());
        context.put("aws:userid", identity.provider().toString());
        context.put("aws:PrincipalIsAWSService", "false");
    }

    private static void identify(
            ConditionContext.Builder context, Arn arn, AccountId account, String type, String userId) {
        context.put("aws:PrincipalArn", arn.toString());
        context.put("aws:PrincipalAccount", account.digits());
        context.put("aws:PrincipalType", type);
        context.put("aws:userid", userId);
    }

    private static void addSession(ConditionContext.Builder context, SessionFacts session) {
        context.put(
                "aws:TokenIssueTime",
                session.issuedAt().truncatedTo(ChronoUnit.SECONDS).toString());
        session.sourceIdentity().ifPresent(value -> context.put("aws:SourceIdentity", value));
        session.federatedProvider().ifPresent(arn -> context.put("aws:FederatedProvider", arn.toString()));
        session.identityClaims().forEach((key, values) -> addClaim(context, key, values));
    }

    // `amr` is the one claim that stays in a session and has several values by nature.
    private static void addClaim(ConditionContext.Builder context, String key, List<String> values) {
        if (key.endsWith(":amr")) {
            context.putAll(key, values);
        } else {
            context.put(key, values.get(0));
        }
    }
}
