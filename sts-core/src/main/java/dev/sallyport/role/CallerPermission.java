package dev.sallyport.role;

import dev.sallyport.context.CallerKeys;
import dev.sallyport.context.RequestFacts;
import dev.sallyport.context.ResourceKeys;
import dev.sallyport.directory.Caller;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Tag;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.DenialDocument;
import dev.sallyport.policy.DenialReason;
import dev.sallyport.policy.PolicyEvaluator;
import dev.sallyport.policy.PolicySet;
import java.util.Optional;
import java.util.function.Consumer;

/** May this caller call an action of STS that is about its own account and no role. */
public final class CallerPermission {
    private CallerPermission() {}

    /**
     * @param resource an ARN of the caller's own account, or {@code *}
     * @param actionKeys adds the condition keys that only this action has
     * @throws ApiException {@code AccessDenied} in the short form of STS, with the whole reason beside it
     */
    public static void require(
            Caller caller,
            String action,
            String resource,
            RequestFacts facts,
            Consumer<ConditionContext.Builder> actionKeys) {
        AccountId account = caller.principal().account().orElseThrow();
        ConditionContext.Builder context = ConditionContext.builder();
        CallerKeys.add(context, caller, facts.now());
        facts.addTo(context);
        ResourceKeys.add(context, account, Tags.NONE);
        actionKeys.accept(context);
        AuthorizationRequest request =
                new AuthorizationRequest(caller.principal(), action, resource, Optional.of(account), context.build());
        PolicySet policies = PolicySet.ofIdentity(caller.identityPolicies())
                .withBoundary(caller.boundary())
                .withSession(caller.sessionPolicies());
        if (!PolicyEvaluator.evaluate(policies, request).isAllowed()) {
            throw new ApiException(
                    ApiError.ACCESS_DENIED,
                    "User: " + caller.principal().arn().orElseThrow() + " is not authorized to perform: " + action
                            + (resource.equals("*") ? "" : " on resource: " + resource),
                    action + " on " + resource + ": " + DenialReason.of(policies, request),
                    DenialDocument.of(policies, request));
        }
    }

    /** Adds {@code aws:RequestTag/…} and {@code aws:TagKeys}; neither is there without tags. */
    public static void addTagKeys(ConditionContext.Builder context, Tags tags) {
        if (!tags.isEmpty()) {
            tags.all().forEach(tag -> context.put("aws:RequestTag/" + tag.key(), tag.value()));
            context.putAll("aws:TagKeys", tags.all().stream().map(Tag::key).toList());
        }
    }
}
