package dev.sallyport.gateway.state;

import dev.sallyport.error.ApiException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * One database, embedded or shared, behind the little that the stores need of it. Their SQL is what SQLite and PostgreSQL
 * share.
 *
 * <p>Acknowledged means durable: what {@link #write} returned from survives {@code kill -9} and a power cut. Transactions
 * are serializable: each behaves as if it ran alone. Waiting is bounded, for a turn, for another process and for the
 * network alike.
 */
public interface Database extends AutoCloseable {
    /**
     * Runs {@code work} in one transaction: all of it is durable when this returns, none of it when {@code work} throws.
     *
     * @param work may be run several times, each time on a fresh transaction, and only the last run counts: what it does
     *     elsewhere than on the handle must bear that
     * @throws ApiException 503 when the database is away or did not take the change; the caller cannot know more, not
     *     even that nothing was written
     */
    <T> T write(Function<Handle, T> work);

    @Override
    void close();
}
