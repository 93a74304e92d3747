package dev.sallyport.policy;

import dev.sallyport.identity.Principal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One request in the form in which statements compare it: what each comparison would otherwise work out anew. */
final class RequestFacts {
    private final Principal principal;
    private final String lowerAction;
    private final String lowerVendor;
    private final String resource;
    private final ArnPattern.@Nullable ArnText resourceArn;
    private final ConditionContext context;
    private final boolean principalHasBoundary;

    RequestFacts(AuthorizationRequest request, boolean principalHasBoundary) {
        this.principal = request.principal();
        this.lowerAction = request.action().toLowerCase(Locale.ROOT);
        int colon = lowerAction.indexOf(':');
        this.lowerVendor = colon < 0 ? "" : lowerAction.substring(0, colon);
        this.resource = request.resource();
        this.resourceArn = ArnPattern.ArnText.parse(request.resource());
        this.context = request.context();
        this.principalHasBoundary = principalHasBoundary;
    }

    Principal principal() {
        return principal;
    }

    String lowerAction() {
        return lowerAction;
    }

    /** What stands before the colon of the action. */
    String lowerVendor() {
        return lowerVendor;
    }

    String resource() {
        return resource;
    }

    ArnPattern.@Nullable ArnText resourceArn() {
        return resourceArn;
    }

    ConditionContext context() {
        return context;
    }

    /** Keys of KMS and roles are closed to their own account too, unless their policy opens them. */
    boolean needsResourcePolicy() {
        return resource.startsWith("arn:")
                && ((lowerAction.startsWith("kms:") && resource.contains(":key/"))
                        || (lowerAction.startsWith("sts:assumerole") && resource.contains(":role/")));
    }

    boolean principalHasBoundary() {
        return principalHasBoundary;
    }
}
