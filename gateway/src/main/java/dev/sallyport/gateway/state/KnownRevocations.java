package dev.sallyport.gateway.state;

import dev.sallyport.error.ApiException;
import dev.sallyport.session.Revocation;
import dev.sallyport.session.Revocations;
import dev.sallyport.session.SessionClaims;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;

/**
 * What was revoked, durably in the database and as a value in memory that every request is checked against.
 *
 * <p>Other processes on the same database revoke too: each node asks every few seconds, says there how far it has heard,
 * and vouches for no session once it has heard nothing for {@link #HEARD_WITHIN}.
 */
public final class KnownRevocations {
    /** The bound that a filter has as well. */
    public static final Duration HEARD_WITHIN = Duration.ofSeconds(60);

    /** More than anybody types; past it a whole user, role or provider is what has to be revoked. */
    public static final int MOST = 10_000;

    /** A node that has nothing new to say says so this often, well within {@link #HEARD_WITHIN}. */
    private static final Duration SAYS_SO = Duration.ofSeconds(20);

    private final Database database;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private volatile Heard heard;

    private record Heard(Revocations revocations, long number, long atNanos) {}

    /**
     * @param nanoTime a clock that only goes forward, for the bound
     * @throws ApiException 503 when the database is away
     */
    public KnownRevocations(Database database, InstantSource clock, LongSupplier nanoTime) {
        this.database = database;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.heard = read();
    }

    /** @throws ApiException 503 when this node may have missed one */
    public Revocations current() {
        Heard now = heard;
        if (nanoTime.getAsLong() - now.atNanos() > HEARD_WITHIN.toNanos()) {
            throw Unavailable.because("whether a session was revoked is not known any more: the database has been away"
                    + " for " + HEARD_WITHIN.toSeconds() + " s");
        }
        return now.revocations();
    }

    /**
     * Asks the database again.
     *
     * @throws ApiException 503 when it is away
     */
    public synchronized void refresh() {
        heard = read();
    }

    /**
     * Revokes: durable, and enforced by this node, when this returns.
     *
     * @return the number by which other nodes confirm
     * @throws ApiException 503 when it is not durable
     * @throws IllegalArgumentException when there are {@link #MOST} already
     */
    public long add(List<Revocation> revocations) {
        long last = database.write(transaction -> {
            forget(transaction, clock.instant());
            if (count(transaction) + revocations.size() > MOST) {
                throw new IllegalArgumentException("there are " + MOST
                        + " revocations already, each until the last session it can meet is over: revoke a whole role,"
                        + " user or provider");
            }
            long number = lastNumber(transaction);
            for (Revocation revocation : revocations) {
                insert(transaction, ++number, revocation);
            }
            return number;
        });
        refresh();
        return last;
    }

    /** Names of the nodes that asked in the last {@link #HEARD_WITHIN} and have not heard of {@code number}. */
    public List<String> notConfirmed(long number) {
        return database.write(transaction -> transaction
                .createQuery(
                        "select name from node where seen_at >= :since and revocations_seen < :number order by name")
                .bind("since", clock.instant().minus(HEARD_WITHIN).getEpochSecond())
                .bind("number", number)
                .mapTo(String.class)
                .list());
    }

    /**
     * Does not wait for nodes that are known to have ended.
     *
     * @throws ApiException 503 when the database is away
     */
    public void forgetNodes(List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        int unused = database.write(transaction -> transaction
                .createUpdate("delete from node where id in (<ids>)")
                .bindList("ids", ids)
                .execute());
    }

    private Heard read() {
        long at = nanoTime.getAsLong();
        Instant now = clock.instant();
        return database.write(transaction -> {
            List<Revocation> all = transaction
                    .createQuery("select kind, subject, issued_before, revoked_at from revocation")
                    .map((row, context) -> new Revocation(
                            Revocation.Kind.valueOf(row.getString("kind")),
                            row.getString("subject"),
                            Instant.ofEpochSecond(row.getLong("issued_before")),
                            Instant.ofEpochSecond(row.getLong("revoked_at"))))
                    .list();
            return new Heard(Revocations.of(all, now), lastNumber(transaction), at);
        });
    }

    /** What a running gateway says of itself to whoever revokes at another one. */
    public final class Node {
        private final String id;
        private final String name;
        private long said = -1;
        private long saidAtNanos;

        private Node(String id, String name) {
            this.id = id;
            this.name = name;
        }

        /**
         * Says how far this node has heard, where that is news.
         *
         * @throws ApiException 503 when the database is away
         */
        public synchronized void confirm() {
            long number = heard.number();
            long nowNanos = nanoTime.getAsLong();
            if (number == said && nowNanos - saidAtNanos < SAYS_SO.toNanos()) {
                return;
            }
            said = database.write(transaction -> {
                transaction
                        .createUpdate("insert into node (id, name, revocations_seen, seen_at)"
                                + " values (:id, :name, :number, :now)"
                                + " on conflict (id) do update set revocations_seen = excluded.revocations_seen,"
                                + " seen_at = excluded.seen_at")
                        .bind("id", id)
                        .bind("name", name)
                        .bind("number", number)
                        .bind("now", clock.instant().getEpochSecond())
                        .execute();
                return number;
            });
            saidAtNanos = nowNanos;
        }

        /** A node that stops has nothing to confirm any more. */
        public void leave() {
            int unused = database.write(transaction -> transaction
                    .createUpdate("delete from node where id = :id")
                    .bind("id", id)
                    .execute());
        }
    }

    /**
     * @param id random, for this process
     * @param name what an operator knows this node by
     */
    public Node node(String id, String name) {
        return new Node(id, name);
    }

    private static void insert(Handle transaction, long number, Revocation revocation) {
        transaction
                .createUpdate("insert into revocation (number, kind, subject, issued_before, revoked_at)"
                        + " values (:number, :kind, :subject, :before, :at)")
                .bind("number", number)
                .bind("kind", revocation.kind().name())
                .bind("subject", revocation.subject())
                .bind("before", revocation.issuedBefore().getEpochSecond())
                .bind("at", revocation.at().getEpochSecond())
                .execute();
    }

    private static long lastNumber(Handle transaction) {
        return transaction
                .createQuery("select coalesce(max(number), 0) from revocation")
                .mapTo(Long.class)
                .one();
    }

    private static long count(Handle transaction) {
        return transaction
                .createQuery("select count(*) from revocation")
                .mapTo(Long.class)
                .one();
    }

    /** Those that no session can meet any more; the newest stays, for its number is never given twice. */
    private static void forget(Handle transaction, Instant now) {
        Instant longAgo = now.minus(SessionClaims.MAX_LIFETIME).minusSeconds(60);
        transaction
                .createUpdate("delete from revocation where revoked_at < :before"
                        + " and number < (select max(number) from revocation)")
                .bind("before", longAgo.getEpochSecond())
                .execute();
        transaction
                .createUpdate("delete from node where seen_at < :before")
                .bind("before", longAgo.getEpochSecond())
                .execute();
    }
}
