package dev.sallyport.policy;

import dev.sallyport.identity.Principal;
import java.util.Optional;

/** The sentence that AWS says to whoever was denied (IAM guide, "Troubleshoot access denied error messages"). */
public final class DenialMessage {
    private DenialMessage() {}

    /** With the policy type that stopped the request; of several causes AWS too names only one. */
    public static String of(Decision.Denied denied, AuthorizationRequest request) {
        boolean hasResource = !request.resource().equals("*");
        return of(
                name(request.principal()),
                request.action(),
                hasResource ? Optional.of(request.resource()) : Optional.empty(),
                denied.stoppedBy(),
                denied.explicit());
    }

    /** The short form, which does not say why: what STS answers. */
    public static String withoutReason(AuthorizationRequest request) {
        return sentence(name(request.principal()), request.action(), Optional.of(request.resource()));
    }

    /** The sentence from its parts. */
    public static String of(
            String principal, String action, Optional<String> resource, PolicyType type, boolean explicit) {
        return sentence(principal, action, resource)
                + (explicit
                        ? " with an explicit deny in " + type.displayNameWithArticle()
                        : " because no " + type.displayName() + " allows the " + action + " action");
    }

    private static String sentence(String principal, String action, Optional<String> resource) {
        return "User: " + principal + " is not authorized to perform: " + action
                + resource.map(arn -> " on resource: " + arn).orElse("");
    }

    /** What the principal is called in messages. */
    static String name(Principal principal) {
        if (principal instanceof Principal.Service service) {
            return service.name();
        }
        if (principal instanceof Principal.WebIdentity identity) {
            return identity.provider().toString();
        }
        return principal.arn().map(Object::toString).orElse("anonymous");
    }
}
