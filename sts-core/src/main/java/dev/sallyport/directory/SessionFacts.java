package dev.sallyport.directory;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tag;
import dev.sallyport.identity.Tags;
import dev.sallyport.session.Origin;
import dev.sallyport.session.SessionClaims;
import dev.sallyport.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a session carries besides who it is, without its secret: a filter may know this.
 *
 * @param ancestors ids of the sessions it was chained from, oldest first
 * @param origins whom it came from; the gateway alone knows, a filter's are empty
 * @param mfaAt when a code was checked, for a session that carries MFA
 * @param federatedProvider the OIDC provider, for a session straight from a web identity
 * @param identityClaims condition keys of the web identity that stay usable, such as {@code issuer:sub}
 * @param tags session tags, of which {@code transitiveTagKeys} pass on when chaining
 */
public record SessionFacts(
        SessionId id,
        List<SessionId> ancestors,
        List<Origin> origins,
        Instant issuedAt,
        Instant expiresAt,
        Optional<Instant> mfaAt,
        Optional<Arn> federatedProvider,
        Map<String, List<String>> identityClaims,
        Tags tags,
        Set<String> transitiveTagKeys,
        Optional<String> sourceIdentity,
        boolean chained) {
    public SessionFacts {
        ancestors = List.copyOf(ancestors);
        origins = List.copyOf(origins);
        identityClaims = Map.copyOf(identityClaims);
        transitiveTagKeys = Set.copyOf(transitiveTagKeys);
    }

    /** The session tag that says what the session is for; required of break-glass roles. */
    public static final String REASON_TAG = "Reason";

    /** Why the session was asked for, where it was said. */
    public Optional<String> reason() {
        return tags.tag(REASON_TAG).map(Tag::value);
    }

    public static SessionFacts of(SessionClaims claims) {
        return new SessionFacts(
                claims.sessionId(),
                claims.ancestors(),
                claims.origins(),
                claims.issuedAt(),
                claims.expiresAt(),
                claims.mfaAt(),
                claims.federatedProvider(),
                claims.identityClaims(),
                claims.sessionTags(),
                claims.transitiveTagKeys(),
                claims.sourceIdentity(),
                claims.chained());
    }
}
