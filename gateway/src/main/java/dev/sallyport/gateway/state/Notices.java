package dev.sallyport.gateway.state;

import dev.sallyport.error.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What has still to be told, until it was. */
public final class Notices {
    /** Delivered ones are kept this long, for whoever asks later what was told. */
    private static final Duration KEPT = Duration.ofDays(90);

    private final Database database;

    public Notices(Database database) {
        this.database = database;
    }

    /**
     * @param target the name of where it goes
     * @param attempts that failed
     */
    public record Notice(String id, String target, String body, Instant madeAt, int attempts) {}

    /**
     * @param count that were not delivered yet
     * @param oldest when the first of them was made
     */
    public record Undelivered(long count, Optional<Instant> oldest) {}

    /**
     * Makes them durable, all of them or none, due at once.
     *
     * @throws ApiException 503 when they are not
     */
    public void add(List<Notice> notices) {
        boolean unused = database.write(transaction -> {
            forget(transaction, notices);
            for (Notice notice : notices) {
                transaction
                        .createUpdate("insert into notice (id, target, body, made_at, attempts, due_at)"
                                + " values (:id, :target, :body, :at, 0, :at)")
                        .bind("id", notice.id())
                        .bind("target", notice.target())
                        .bind("body", notice.body())
                        .bind("at", notice.madeAt().toEpochMilli())
                        .execute();
            }
            return true;
        });
    }

    public List<Notice> due(Instant now, int most) {
        return database.write(transaction -> transaction
                .createQuery("select id, target, body, made_at, attempts from notice"
                        + " where delivered_at is null and due_at <= :now order by due_at, id limit :most")
                .bind("now", now.toEpochMilli())
                .bind("most", most)
                .map((row, context) -> new Notice(
                        row.getString("id"),
                        row.getString("target"),
                        row.getString("body"),
                        Instant.ofEpochMilli(row.getLong("made_at")),
                        row.getInt("attempts")))
                .list());
    }

    public void delivered(String id, Instant now) {
        int unused = database.write(transaction -> transaction
                .createUpdate("update notice set delivered_at = :now where id = :id and delivered_at is null")
                .bind("now", now.toEpochMilli())
                .bind("id", id)
                .execute());
    }

    public void failed(String id, Instant dueAgain) {
        int unused = database.write(transaction -> transaction
                .createUpdate("update notice set attempts = attempts + 1, due_at = :due where id = :id")
                .bind("due", dueAgain.toEpochMilli())
                .bind("id", id)
                .execute());
    }

    public Undelivered undelivered() {
        return database.write(transaction -> transaction
                .createQuery("select count(*) as number, min(made_at) as oldest from notice where delivered_at is null")
                .map((row, context) -> {
                    long number = row.getLong("number");
                    long oldest = row.getLong("oldest");
                    return new Undelivered(
                            number, number == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(oldest)));
                })
                .one());
    }

    private static void forget(Handle transaction, List<Notice> notices) {
        Optional<Instant> now = notices.stream().map(Notice::madeAt).findFirst();
        now.ifPresent(at -> transaction
                .createUpdate("delete from notice where delivered_at < :before")
                .bind("before", at.minus(KEPT).toEpochMilli())
                .execute());
    }
}
