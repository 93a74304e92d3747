package dev.sallyport.config.trust;

import java.util.List;
import java.util.Set;

/**
 * An issuer that signs tokens for many organisations, so that a valid token alone says nothing.
 *
 * @param forms how its subjects begin; empty when a subject is one opaque name
 * @param formsOnly whether every subject that names its owner has one of the forms. GitHub lets an organisation choose
 *     what its subjects are made of, so that `environment:production` is anybody's
 * @param identityClaims claims beside {@code sub} that name one owner, project or pool and are never given to another
 */
public record SharedIssuer(List<OwnerForm> forms, boolean formsOnly, Set<String> identityClaims) {
    public SharedIssuer {
        forms = List.copyOf(forms);
        identityClaims = Set.copyOf(identityClaims);
    }
}
