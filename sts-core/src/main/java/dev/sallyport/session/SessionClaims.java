package dev.sallyport.session;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.identity.Tag;
import dev.sallyport.identity.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything a session is, as it was when it was issued. The token holds exactly this and nothing else is stored.
 *
 * <p>Times have whole seconds; fractions are cut off, so that a session never lives longer than it says.
 *
 * @param sessionId names this session in the audit log and in revocations
 * @param ancestors the sessions it descends from by role chaining, the first one first; revoking one revokes this
 * @param origins whom those sessions, or the call with a long-term key, belonged to; revoking what was theirs revokes this
 * @param principal a role session, the user of a {@code GetSessionToken} session, or the federated user of a
 *     {@code GetFederationToken} session, with the unique id of the role or user
 * @param mfaAt when an MFA code was checked, if the session carries that (reference: an MFA {@code GetSessionToken}
 *     session does and hands it on, a role session obtained with a code does not)
 * @param federatedProvider the identity provider, only straight after {@code AssumeRoleWithWebIdentity}
 * @param identityClaims the claims of that provider's token that stay condition keys, by condition key, such as
 *     {@code gitlab.example.com:sub}; {@code amr} has several values
 * @param sessionTags passed and inherited tags; not the role's own
 * @param transitiveTagKeys keys of {@code sessionTags}, as written there, that the next session of a chain inherits
 * @param inlineSessionPolicies as JSON; none of both kinds of session policy means no session policy
 * @param managedSessionPolicies by ARN, read anew at each request
 * @param chained whether it was issued to a role session
 */
public record SessionClaims(
        SessionId sessionId,
        List<SessionId> ancestors,
        List<Origin> origins,
        Principal principal,
        Instant issuedAt,
        Instant expiresAt,
        Optional<Instant> mfaAt,
        Optional<Arn> federatedProvider,
        Map<String, List<String>> identityClaims,
        Tags sessionTags,
        Set<String> transitiveTagKeys,
        Optional<String> sourceIdentity,
        List<String> inlineSessionPolicies,
        List<Arn> managedSessionPolicies,
        boolean chained,
        SecretAccessKey secret) {

    /** How long a chain of roles may be: longer ones are a loop. The issuer refuses to go on from a session with so many. */
    public static final int MAX_ANCESTORS = 16;
    /** {@code GetSessionToken} gives a user 36 hours at most, which is longer than any other session. */
    public static final Duration MAX_LIFETIME = Duration.ofHours(36);

    /** Passed and inherited ones together. */
    public static final int MAX_TAGS = 50;

    /** One of each ancestor, and the provider or user that a chain begins with. */
    static final int MAX_ORIGINS = MAX_ANCESTORS + 2;

    public static final int MAX_MANAGED_POLICIES = 10;
    static final int MAX_INLINE_POLICIES = 10;
    static final int MAX_IDENTITY_CLAIMS = 24;
    static final int MAX_IDENTITY_CLAIM_VALUES = 16;

    /** @throws IllegalArgumentException when a bound is broken, or the parts contradict each other */
    public SessionClaims {
        ancestors = List.copyOf(ancestors);
        origins = List.copyOf(origins);
        issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
        expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
        mfaAt = mfaAt.map(at -> at.truncatedTo(ChronoUnit.SECONDS));
        identityClaims = immutable(identityClaims);
        transitiveTagKeys = keysAsWritten(sessionTags, transitiveTagKeys);
        inlineSessionPolicies = List.copyOf(inlineSessionPolicies);
        managedSessionPolicies = List.copyOf(managedSessionPolicies);

        if (!(principal instanceof Principal.RoleSession)
                && !(principal instanceof Principal.User)
                && !(principal instanceof Principal.FederatedUser)) {
            throw new IllegalArgumentException("a session is a role's, a user's or a federated user's");
        }
        if (issuedAt.isBefore(Instant.EPOCH)
                || !issuedAt.isBefore(expiresAt)
                || Duration.between(issuedAt, expiresAt).compareTo(MAX_LIFETIME) > 0) {
            throw new IllegalArgumentException(
                    "a session lives from one second to " + MAX_LIFETIME.toHours() + " hours");
        }
        Instant issued = issuedAt;
        if (mfaAt.filter(at -> at.isBefore(Instant.EPOCH) || at.isAfter(issued)).isPresent()) {
            throw new IllegalArgumentException("the MFA code of a session was checked before the session was issued");
        }
        if (federatedProvider.isEmpty() && !identityClaims.isEmpty()) {
            throw new IllegalArgumentException("claims of an identity have the provider that vouched for them");
        }
        requireAtMost("ancestors", ancestors, MAX_ANCESTORS);
        requireAtMost("origins", origins, MAX_ORIGINS);
        requireAtMost("session tags", sessionTags.all(), MAX_TAGS);
        requireAtMost("managed session policies", managedSessionPolicies, MAX_MANAGED_POLICIES);
        requireAtMost("inline session policies", inlineSessionPolicies, MAX_INLINE_POLICIES);
        requireAtMost("identity claims", identityClaims.keySet(), MAX_IDENTITY_CLAIMS);
        identityClaims
                .values()
                .forEach(values -> requireAtMost("values of an identity claim", values, MAX_IDENTITY_CLAIM_VALUES));
    }

    /** A session with what every session has; the rest is absent until it is set. */
    public static Builder builder(
            SessionId sessionId, Principal principal, Instant issuedAt, Instant expiresAt, SecretAccessKey secret) {
        return new Builder(sessionId, principal, issuedAt, expiresAt, secret);
    }

    /** A session ends with the second it expires in: at that instant it is over. */
    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    public boolean hasSessionPolicies() {
        return !inlineSessionPolicies.isEmpty() || !managedSessionPolicies.isEmpty();
    }

    /** The session's own id and those it descends from: what the ancestors of its next session are, and what revokes it. */
    public List<SessionId> lineage() {
        List<SessionId> lineage = new ArrayList<>(ancestors);
        lineage.add(sessionId);
        return List.copyOf(lineage);
    }

    /** The tags that the next session of a chain inherits. */
    public Tags transitiveTags() {
        return Tags.of(sessionTags.all().stream()
                .filter(tag -> transitiveTagKeys.contains(tag.key()))
                .toList());
    }

    private static Map<String, List<String>> immutable(Map<String, List<String>> claims) {
        Map<String, List<String>> copy = new TreeMap<>();
        claims.forEach((key, values) -> copy.put(key, List.copyOf(values)));
        return Collections.unmodifiableMap(copy);
    }

    private static Set<String> keysAsWritten(Tags tags, Set<String> keys) {
        Set<String> written = new TreeSet<>();
        for (String key : keys) {
            written.add(tags.tag(key)
                    .map(Tag::key)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "a transitive tag key is the key of a session tag, and `" + key + "` is not")));
        }
        return Collections.unmodifiableSet(written);
    }

    private static void requireAtMost(String what, Collection<?> things, int most) {
        if (things.size() > most) {
            throw new IllegalArgumentException("a session has at most " + most + " " + what + ", not " + things.size());
        }
    }

    /** Collects the claims that only some sessions have. */
    public static final class Builder {
        private final SessionId sessionId;
        private final Principal principal;
        private final Instant issuedAt;
        private final Instant expiresAt;
        private final SecretAccessKey secret;
        private List<SessionId> ancestors = List.of();
        private List<Origin> origins = List.of();
        private Optional<Instant> mfaAt = Optional.empty();
        private Optional<Arn> federatedProvider = Optional.empty();
        private Map<String, List<String>> identityClaims = Map.of();
        private Tags sessionTags = Tags.NONE;
        private Set<String> transitiveTagKeys = Set.of();
        private Optional<String> sourceIdentity = Optional.empty();
        private List<String> inlineSessionPolicies = List.of();
        private List<Arn> managedSessionPolicies = List.of();
        private boolean chained;

        private Builder(
                SessionId sessionId, Principal principal, Instant issuedAt, Instant expiresAt, SecretAccessKey secret) {
            this.sessionId = sessionId;
            this.principal = principal;
            this.issuedAt = issuedAt;
            this.expiresAt = expiresAt;
            this.secret = secret;
        }

        public Builder ancestors(List<SessionId> ids) {
            this.ancestors = ids;
            return this;
        }

        public Builder origins(List<Origin> ids) {
            this.origins = ids;
            return this;
        }

        public Builder mfaAt(Optional<Instant> at) {
            this.mfaAt = at;
            return this;
        }

        public Builder webIdentity(Arn provider, Map<String, List<String>> claims) {
            this.federatedProvider = Optional.of(provider);
            this.identityClaims = claims;
            return this;
        }

        public Builder tags(Tags tags, Set<String> transitiveKeys) {
            this.sessionTags = tags;
            this.transitiveTagKeys = transitiveKeys;
            return this;
        }

        public Builder sourceIdentity(Optional<String> identity) {
            this.sourceIdentity = identity;
            return this;
        }

        public Builder sessionPolicies(List<String> inline, List<Arn> managed) {
            this.inlineSessionPolicies = inline;
            this.managedSessionPolicies = managed;
            return this;
        }

        public Builder chained(boolean isChained) {
            this.chained = isChained;
            return this;
        }

        /** @throws IllegalArgumentException when a bound is broken, or the parts contradict each other */
        public SessionClaims build() {
            return new SessionClaims(
                    sessionId,
                    ancestors,
                    origins,
                    principal,
                    issuedAt,
                    expiresAt,
                    mfaAt,
                    federatedProvider,
                    identityClaims,
                    sessionTags,
                    transitiveTagKeys,
                    sourceIdentity,
                    inlineSessionPolicies,
                    managedSessionPolicies,
                    chained,
                    secret);
        }
    }
}
