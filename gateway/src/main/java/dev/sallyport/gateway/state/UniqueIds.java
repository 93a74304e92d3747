package dev.sallyport.gateway.state;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/**
 * The unique ids of users, groups and roles, by ARN. An entity that moves to another path has another ARN and is another
 * entity, as it is for every policy that names it.
 */
final class UniqueIds {
    private final Handle transaction;

    UniqueIds(Handle transaction) {
        this.transaction = transaction;
    }

    /** The id of each of {@code entities}, minted where there was none; ids of all others are retired for good. */
    Map<Arn, UniqueId> accept(Map<Arn, UniqueId.Kind> entities, RandomGenerator random, Instant now) {
        Map<Arn, UniqueId> inUse = inUse();
        inUse.forEach((arn, id) -> {
            if (!entities.containsKey(arn)) {
                retire(id, now);
            }
        });
        Map<Arn, UniqueId> ids = new HashMap<>();
        // In the order of their ARNs, so that the same random numbers give the same ids.
        entities.entrySet().stream()
                .sorted(Comparator.comparing(entity -> entity.getKey().toString()))
                .forEach(entity -> {
                    UniqueId known = inUse.get(entity.getKey());
                    ids.put(
                            entity.getKey(),
                            known != null ? known : mint(entity.getKey(), entity.getValue(), random, now));
                });
        return ids;
    }

    /** The id of everybody who is declared. */
    Map<Arn, UniqueId> inUse() {
        Map<Arn, UniqueId> inUse = new HashMap<>();
        transaction
                .createQuery("select arn, id from unique_id where retired_at is null")
                .map((row, context) -> Map.entry(Arn.parse(row.getString("arn")), new UniqueId(row.getString("id"))))
                .forEach(entry -> inUse.put(entry.getKey(), entry.getValue()));
        return inUse;
    }

    // The primary key covers retired ids too: an id that was ever given out makes the insert fail, not a second owner.
    private UniqueId mint(Arn arn, UniqueId.Kind kind, RandomGenerator random, Instant now) {
        byte[] bytes = new byte[UniqueId.RANDOM_BYTES];
        random.nextBytes(bytes);
        UniqueId id = UniqueId.mint(kind, bytes);
        transaction
                .createUpdate("insert into unique_id (id, kind, arn, minted_at) values (:id, :kind, :arn, :now)")
                .bind("id", id.value())
                .bind("kind", kind.name())
                .bind("arn", arn.toString())
                .bind("now", now.getEpochSecond())
                .execute();
        return id;
    }

    private void retire(UniqueId id, Instant now) {
        transaction
                .createUpdate("update unique_id set retired_at = :now where id = :id")
                .bind("now", now.getEpochSecond())
                .bind("id", id.value())
                .execute();
        transaction
                .createUpdate("delete from trust_text where role_id = :id")
                .bind("id", id.value())
                .execute();
    }
}
