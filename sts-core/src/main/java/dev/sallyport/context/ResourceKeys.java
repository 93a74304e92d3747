package dev.sallyport.context;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.ConditionContext;

/** The condition keys that describe the resource of a request. */
public final class ResourceKeys {
    private ResourceKeys() {}

    public static void add(ConditionContext.Builder context, AccountId owner, Tags tags) {
        context.put("aws:ResourceAccount", owner.digits());
        tags.all().forEach(tag -> context.put("aws:ResourceTag/" + tag.key(), tag.value()));
    }

    /** A role's tags have a second name, {@code iam:ResourceTag/…}. */
    public static void addRole(ConditionContext.Builder context, AccountId owner, Tags tags) {
        add(context, owner, tags);
        tags.all().forEach(tag -> context.put("iam:ResourceTag/" + tag.key(), tag.value()));
    }
}
