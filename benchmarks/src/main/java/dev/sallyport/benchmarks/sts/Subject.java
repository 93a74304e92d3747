package dev.sallyport.benchmarks.sts;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** One kind of call that a running server answers with credentials. */
interface Subject {
    /** The name of the server. */
    String server();

    /** What is asked of it. */
    String call();

    ServerProcess process();

    /** Where it listens. */
    int port();

    /**
     * Whole requests, signed and ready, no two alike.
     *
     * @param first the number of the first one; a number is used once in a run
     */
    List<byte[]> requests(int first, int count, Instant now) throws IOException;

    /**
     * Asks a few times, and once wrongly.
     *
     * @param first numbers as for {@link #requests}
     * @return what was checked, for the page
     * @throws IOException unless what comes back is credentials that work, and nothing for the wrong one
     */
    String check(int first, Instant now) throws IOException;
}
