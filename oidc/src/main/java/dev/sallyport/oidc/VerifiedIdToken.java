package dev.sallyport.oidc;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.ConditionContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A web identity that is known to be true: only {@link IdTokenVerifier} can make one. */
public final class VerifiedIdToken {
    private static final int MAX_METHODS = 16;
    private static final int MAX_METHOD_LENGTH = 64;

    private final OidcProvider provider;
    private final String subject;
    private final String audience;
    private final Instant issuedAt;
    private final Instant expiresAt;
    private final Optional<String> tokenId;
    private final ClaimKeys conditionKeys;
    private final AwsClaims awsClaims;

    VerifiedIdToken(
            OidcProvider provider,
            String subject,
            String audience,
            Instant issuedAt,
            Instant expiresAt,
            Optional<String> tokenId,
            ClaimKeys conditionKeys,
            AwsClaims awsClaims) {
        this.provider = provider;
        this.subject = subject;
        this.audience = audience;
        this.issuedAt = issuedAt;
        this.expiresAt = expiresAt;
        this.tokenId = tokenId;
        this.conditionKeys = conditionKeys;
        this.awsClaims = awsClaims;
    }

    /** The provider whose keys verified the token. */
    public OidcProvider provider() {
        return provider;
    }

    /** {@code sub}: 1 to 255 characters that show. */
    public String subject() {
        return subject;
    }

    /** The client id that was accepted: {@code azp} if the token has one, otherwise {@code aud}. */
    public String audience() {
        return audience;
    }

    public Instant issuedAt() {
        return issuedAt;
    }

    /** When the token expires; a session that it is exchanged for may outlive it, as on AWS. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** The first moment at which no verifier takes the token any more. */
    public Instant acceptedUntil() {
        Instant expired = expiresAt.plus(IdTokenVerifier.CLOCK_TOLERANCE);
        Instant tooOld = issuedAt.plus(IdTokenVerifier.MAX_AGE);
        return expired.isBefore(tooOld) ? expired : tooOld;
    }

    /** {@code jti}. */
    public Optional<String> tokenId() {
        return tokenId;
    }

    /** Every claim that the trust policy can ask for. */
    public ClaimKeys conditionKeys() {
        return conditionKeys;
    }

    /**
     * The keys that the session's later requests still have: {@code aud}, {@code sub} and {@code amr} as on AWS, and the
     * {@code ci:} keys; the issuer's other claims exist only while the role is assumed.
     */
    public Map<String, List<String>> sessionKeys() {
        String prefix = provider.issuer().conditionKeyPrefix();
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put(prefix + ":aud", List.of(audience));
        keys.put(prefix + ":sub", List.of(subject));
        methods(prefix + ":amr").ifPresent(methods -> keys.put(prefix + ":amr", methods));
        conditionKeys.singleValued().forEach((key, value) -> {
            if (key.startsWith(CiClaims.PREFIX)) {
                keys.put(key, List.of(value));
            }
        });
        return Map.copyOf(keys);
    }

    /** How the user was authenticated, as far as a session has room for it. */
    private Optional<List<String>> methods(String key) {
        Optional<List<String>> methods = Optional.ofNullable(
                        conditionKeys.multiValued().get(key))
                .or(() -> Optional.ofNullable(conditionKeys.singleValued().get(key))
                        .map(List::of));
        return methods.filter(
                m -> m.size() <= MAX_METHODS && m.stream().allMatch(method -> method.length() <= MAX_METHOD_LENGTH));
    }

    /** Whether the provider's {@code explain-to} lets whoever holds this token learn why a role refuses it. */
    public boolean mayBeExplained() {
        ConditionContext.Builder context = ConditionContext.builder();
        conditionKeys.singleValued().forEach(context::put);
        conditionKeys.multiValued().forEach(context::putAll);
        // Its conditions alone: a web identity has no policies of its own that could be asked.
        return provider.explainTo()
                .filter(policy ->
                        policy.statements().stream().allMatch(statement -> statement.conditionsHold(context.build())))
                .isPresent();
    }

    /** Session tags that the issuer asks for; they still need {@code sts:TagSession}. */
    public Tags sessionTags() {
        return awsClaims.tags();
    }

    /** Keys of {@link #sessionTags()}, as written there. */
    public Set<String> transitiveTagKeys() {
        return awsClaims.transitiveTagKeys();
    }

    /** A source identity that the issuer asks for; it still needs {@code sts:SetSourceIdentity}. */
    public Optional<String> sourceIdentity() {
        return awsClaims.sourceIdentity();
    }

    /**
     * Whether the issuer itself named the role ({@code sts:RoleAuthorizedByIdp}). To be asked before the trust policy.
     *
     * @return false if the token is not limited to any roles
     * @throws dev.sallyport.error.ApiException {@code InvalidIdentityToken}, if it is limited to other roles
     */
    public boolean authorizesRole(Arn role) {
        if (awsClaims.roles().isEmpty()) {
            return false;
        }
        if (!awsClaims.roles().get().contains(role)) {
            throw IdTokenFaults.roleNotPresent();
        }
        return true;
    }

    @Override
    public String toString() {
        return "VerifiedIdToken[" + provider.arn() + ", " + subject + "]";
    }
}
