package dev.sallyport.oidc;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tags;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a token says whose signature may not have been checked, to explain it to whoever has it. Nothing may be granted by it:
 * that takes a {@link VerifiedIdToken}, which this never becomes.
 */
public final class UncheckedIdToken {
    private final VerifiedIdToken asIfVerified;

    private UncheckedIdToken(VerifiedIdToken asIfVerified) {
        this.asIfVerified = asIfVerified;
    }

    /**
     * Every rule of {@link IdTokenVerifier} but the signature, in its order.
     *
     * @throws IdTokenRefusal with what the verifier would say of the claims
     */
    public static UncheckedIdToken of(UnverifiedIdToken token, OidcProvider provider, Instant now) {
        IdTokenVerifier.requireAcceptable(token, provider);
        return new UncheckedIdToken(IdTokenVerifier.checkClaims(token, provider, now));
    }

    public String subject() {
        return asIfVerified.subject();
    }

    public String audience() {
        return asIfVerified.audience();
    }

    public Instant issuedAt() {
        return asIfVerified.issuedAt();
    }

    public Instant expiresAt() {
        return asIfVerified.expiresAt();
    }

    public ClaimKeys conditionKeys() {
        return asIfVerified.conditionKeys();
    }

    public boolean mayBeExplained() {
        return asIfVerified.mayBeExplained();
    }

    public Tags sessionTags() {
        return asIfVerified.sessionTags();
    }

    public Set<String> transitiveTagKeys() {
        return asIfVerified.transitiveTagKeys();
    }

    public Optional<String> sourceIdentity() {
        return asIfVerified.sourceIdentity();
    }

    /** As {@link VerifiedIdToken#authorizesRole}. */
    public boolean authorizesRole(Arn role) {
        return asIfVerified.authorizesRole(role);
    }

    @Override
    public String toString() {
        return "UncheckedIdToken[" + asIfVerified.provider().arn() + "]";
    }
}
