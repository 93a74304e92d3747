package dev.sallyport.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A user, role or OIDC provider that a session came from, so that revoking what was theirs ends what came of it.
 *
 * @param id the unique id of a user or role, or the ARN of a provider
 * @param at when the session that was theirs was issued; for a long-term key, when it was used
 */
public record Origin(String id, Instant at) {
    public Origin {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an origin has an id");
        }
    }
}
