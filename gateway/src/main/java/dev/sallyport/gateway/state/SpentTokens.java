package dev.sallyport.gateway.state;

import dev.sallyport.error.ApiException;
import dev.sallyport.identity.Arn;
import dev.sallyport.sigv4.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Web identity tokens that were used up, each for as long as it could be shown again. */
public final class SpentTokens {
    /** How much longer than its token a row lives: a clock that is set back must not revive the token. */
    static final Duration MARGIN = Duration.ofHours(1);

    /** Rows that one call clears away at most, so that none pays for all that went before; more than a call adds. */
    private static final int CLEARED_AT_ONCE = 100;

    private final Database database;

    public SpentTokens(Database database) {
        this.database = database;
    }

    /**
     * Uses the token up; durable when this returns. Of any number of calls with the same token, in all processes that share
     * the database, exactly one finds it unused.
     *
     * @param provider whose token it is: issuers choose ids for themselves alone
     * @param tokenId {@code jti}
     * @param acceptedUntil when no verifier takes the token any more
     * @return empty if it was unused, otherwise when it was used
     * @throws ApiException 503 when the store is away: no store, no credentials
     */
    public Optional<Instant> spend(Arn provider, String tokenId, Instant acceptedUntil, Instant now) {
        String hash = Sha256.hex(tokenId.getBytes(StandardCharsets.UTF_8));
        return database.write(transaction -> {
            clear(transaction, now);
            boolean unused = transaction
                            .createUpdate("insert into spent_token (provider, token_id_sha256, spent_at, forget_at)"
                                    + " values (:provider, :hash, :now, :forget)"
                                    + " on conflict (provider, token_id_sha256) do nothing")
                            .bind("provider", provider.toString())
                            .bind("hash", hash)
                            .bind("now", now.getEpochSecond())
                            .bind("forget", acceptedUntil.plus(MARGIN).getEpochSecond())
                            .execute()
                    == 1;
            return unused ? Optional.empty() : Optional.of(spentAt(transaction, provider, hash));
        });
    }

    private static Instant spentAt(Handle transaction, Arn provider, String hash) {
        return Instant.ofEpochSecond(transaction
                .createQuery("select spent_at from spent_token where provider = :provider and token_id_sha256 = :hash")
                .bind("provider", provider.toString())
                .bind("hash", hash)
                .mapTo(Long.class)
                .one());
    }

    private static void clear(Handle transaction, Instant now) {
        transaction
                .createUpdate("delete from spent_token where (provider, token_id_sha256) in"
                        + " (select provider, token_id_sha256 from spent_token where forget_at < :now"
                        + " order by forget_at limit :most)")
                .bind("now", now.getEpochSecond())
                .bind("most", CLEARED_AT_ONCE)
                .execute();
    }
}
