package dev.sallyport.session;

import dev.sallyport.identity.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that was revoked, at one moment. A session is over when it, one it descends from, or one of those it came
 * from was revoked.
 */
public final class Revocations {
    public static final Revocations NONE = new Revocations(List.of());

    private final Map<String, Revocation> sessions = new HashMap<>();
    private final Map<String, Revocation> subjects = new HashMap<>();

    private Revocations(Collection<Revocation> all) {
        for (Revocation revocation : all) {
            if (revocation.kind() == Revocation.Kind.SESSION) {
                sessions.putIfAbsent(revocation.subject(), revocation);
            } else {
                subjects.merge(
                        revocation.subject(),
                        revocation,
                        (one, other) -> one.issuedBefore().isAfter(other.issuedBefore()) ? one : other);
            }
        }
    }

    /** Those of {@code all} that can still meet a session that lives. */
    public static Revocations of(Collection<Revocation> all, Instant now) {
        return new Revocations(
                all.stream().filter(revocation -> !revocation.isOver(now)).toList());
    }

    /** What ended the session, if anything did. */
    public Optional<Revocation> of(SessionClaims claims) {
        return sessions.isEmpty() && subjects.isEmpty() ? Optional.empty() : of(claims.lineage(), heldBy(claims));
    }

    /**
     * The same from what the record of issuance says.
     *
     * @param lineage the session and those it descends from
     * @param held where it came from and whose it is
     */
    public Optional<Revocation> of(List<SessionId> lineage, List<Origin> held) {
        for (SessionId id : lineage) {
            Revocation revoked = sessions.get(id.toString());
            if (revoked != null) {
                return Optional.of(revoked);
            }
        }
        for (Origin origin : held) {
            Revocation revoked = subjects.get(origin.id());
            if (revoked != null && origin.at().isBefore(revoked.issuedBefore())) {
                return Optional.of(revoked);
            }
        }
        return Optional.empty();
    }

    /** Whether {@code session}, or every session of a subject that was issued before a moment, is known to be over. */
    public boolean includes(Revocation revocation) {
        Revocation known =
                (revocation.kind() == Revocation.Kind.SESSION ? sessions : subjects).get(revocation.subject());
        return known != null && !known.issuedBefore().isBefore(revocation.issuedBefore());
    }

    public int size() {
        return sessions.size() + subjects.size();
    }

    /** Where the session came from, and whose it is itself: what its next session's origins are. */
    public static List<Origin> heldBy(SessionClaims claims) {
        return heldBy(
                claims.origins(),
                claims.federatedProvider().map(Object::toString),
                claims.principal(),
                claims.issuedAt());
    }

    public static List<Origin> heldBy(
            List<Origin> origins, Optional<String> provider, Principal principal, Instant issuedAt) {
        List<Origin> all = new ArrayList<>(origins);
        provider.ifPresent(arn -> all.add(new Origin(arn, issuedAt)));
        if (principal instanceof Principal.RoleSession role) {
            all.add(new Origin(role.roleId().value(), issuedAt));
        } else if (principal instanceof Principal.User user) {
            all.add(new Origin(user.id().value(), issuedAt));
        } else if (principal instanceof Principal.FederatedUser federated) {
            // Whom a user let in ends with the user.
            all.add(new Origin(federated.caller().id().value(), issuedAt));
        }
        return List.copyOf(all);
    }
}
