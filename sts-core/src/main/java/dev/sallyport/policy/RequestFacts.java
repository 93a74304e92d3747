package dev.sallyport.policy;

import dev.sallyport.identity.Principal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One request in the form in which statements compare it: what each comparison would otherwise work out anew. */
final class RequestFacts {
    private final AuthorizationRequest request;
    private final String lowerAction;
    private final long vendorKey;
    private final long actionBits;
    private final boolean principalHasBoundary;
    private ArnPattern.@Nullable ArnText resourceArn;
    private boolean resourceIsCut;
    private int resourceTail;

    RequestFacts(AuthorizationRequest request, boolean principalHasBoundary) {
        this.request = request;
        this.principalHasBoundary = principalHasBoundary;
        this.lowerAction = request.action().toLowerCase(Locale.ROOT);
        this.vendorKey = TextHash.of(lowerAction, Math.max(lowerAction.indexOf(':'), 0));
        this.actionBits = ActionFilter.vendorBit(vendorKey) | ActionFilter.nameBit(TextHash.of(lowerAction));
    }

    Principal principal() {
        return request.principal();
    }

    String lowerAction() {
        return lowerAction;
    }

    /** {@link TextHash} of what stands before the colon of the action. */
    long vendorKey() {
        return vendorKey;
    }

    /** What {@link ActionFilter#mayMean} compares. */
    long actionBits() {
        return actionBits;
    }

    String resource() {
        return request.resource();
    }

    /** The resource cut into its parts; null when it is not an ARN. */
    ArnPattern.@Nullable ArnText resourceArn() {
        if (!resourceIsCut) {
            resourceArn = ArnPattern.ArnText.parse(request.resource());
            resourceIsCut = true;
        }
        return resourceArn;
    }

    /** {@link ResourceIndex#tail} of the resource. */
    int resourceTail() {
        if (resourceTail == 0) {
            resourceTail = ResourceIndex.tail(request.resource());
        }
        return resourceTail;
    }

    ConditionContext context() {
        return request.context();
    }

    /** Keys of KMS and roles are closed to their own account too, unless their policy opens them. */
    boolean needsResourcePolicy() {
        return resource().startsWith("arn:")
                && ((lowerAction.startsWith("kms:") && resource().contains(":key/"))
                        || (lowerAction.startsWith("sts:assumerole")
                                && resource().contains(":role/")));
    }

    boolean principalHasBoundary() {
        return principalHasBoundary;
    }
}
