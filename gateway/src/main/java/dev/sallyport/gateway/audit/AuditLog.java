package dev.sallyport.gateway.audit;

import dev.sallyport.gateway.files.FileFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one record per request, and is asked before anything has an effect.
 *
 * <p>One thread writes. Records that arrive while it writes go out together with the next write, so that many
 * {@link #takeDurably} calls share one {@code fsync}. Waiting records are bounded in bytes; every call returns or throws
 * within a deadline.
 *
 * <p>While the disk does not take records nothing is taken on trust: {@link #take} then waits for the disk too, and each
 * call is at once another try, so the log recovers with the disk and without a timer. Records that were taken just before
 * are kept and written first; a record of kind {@code gap} says how many requests were turned away meanwhile.
 */
public final class AuditLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    private static final int MAX_BATCH = 1024;
    private static final Duration SYNC_AT_LEAST_EVERY = Duration.ofSeconds(1);

    /**
     * @param maxFileBytes at which a file is rotated
     * @param keptFiles how many rotated files are kept; older ones are deleted
     * @param maxWaitingBytes how much may wait for the disk
     * @param deadline after which a call gives up
     */
    public record Settings(long maxFileBytes, int keptFiles, int maxWaitingBytes, Duration deadline) {
        public static final Settings DEFAULT =
                new Settings(64L * 1024 * 1024, 64, 16 * 1024 * 1024, Duration.ofSeconds(5));

        public Settings {
            if (maxFileBytes < 1 || keptFiles < 0 || maxWaitingBytes < 1 || deadline.isNegative()) {
                throw new IllegalArgumentException("the settings of the audit log are out of range");
            }
        }

        /** The same with files of another size. */
        public Settings rotatingAt(long fileBytes) {
            return new Settings(fileBytes, keptFiles, maxWaitingBytes, deadline);
        }
    }

    /** A line on its way; {@code written} is done when it is on disk, for those who wait for that. */
    private record Waiting(ByteBuffer line, Optional<CompletableFuture<Void>> written) {}

    private static final Waiting END = new Waiting(ByteBuffer.allocate(0), Optional.empty());

    private final Settings settings;
    private final InstantSource clock;
    private final AuditFile file;
    private final Semaphore freeBytes;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final AtomicLong turnedAway = new AtomicLong();
    /** Held to add to the queue, and alone to add its {@link #END}: nothing is taken that nobody will write. */
    private final ReadWriteLock closing = new ReentrantReadWriteLock();

    private boolean closed;
    private final Thread writer;
    private volatile AuditHealth health = new AuditHealth.Writing();

    private AuditLog(Path directory, Settings settings, InstantSource clock, AuditFile.Opener opener) {
        this.settings = settings;
        this.clock = clock;
        this.file = new AuditFile(directory, settings.maxFileBytes(), settings.keptFiles(), clock, opener);
        this.freeBytes = new Semaphore(settings.maxWaitingBytes(), true);
        this.writer = new Thread(this::writeUntilClosed, "audit-writer");
        writer.setDaemon(true);
    }

    /**
     * Opens the log in {@code directory}, which exists.
     *
     * @throws FileFault when the file cannot be written: a gateway that cannot audit does not start
     */
    public static AuditLog open(Path directory, Settings settings, InstantSource clock) {
        return open(directory, settings, clock, AuditFile::openOwnerOnly);
    }

    static AuditLog open(Path directory, Settings settings, InstantSource clock, AuditFile.Opener opener) {
        AuditLog log = new AuditLog(directory, settings, clock, opener);
        try {
            log.file.append(ByteBuffer.allocate(0), true);
        } catch (IOException e) {
            throw new FileFault(
                    "the audit log `" + directory.resolve(AuditFile.NAME) + "` cannot be written ("
                            + AuditFile.reason(e) + "): free the path, or give this user the right to write there",
                    e);
        }
        log.writer.start();
        return log;
    }

    /**
     * Returns when the record is taken: it will be written unless the machine stops first. For decisions whose effect is
     * a forwarded request.
     *
     * @throws AuditUnavailable when it was not taken
     */
    public void take(AuditRecord record) {
        // While the disk fails, "it will be written" would be a promise without ground.
        submit(record, health instanceof AuditHealth.Failing);
    }

    /**
     * Returns when the record is on disk. For issuance and changes.
     *
     * @throws AuditUnavailable when it is not, or not within the deadline
     */
    public void takeDurably(AuditRecord record) {
        submit(record, true);
    }

    public AuditHealth health() {
        AuditHealth known = health;
        return known instanceof AuditHealth.Writing && !writer.isAlive()
                ? new AuditHealth.Failing("the audit log is closed", clock.instant())
                : known;
    }

    /** Writes what was taken, then stops taking. */
    @Override
    public void close() {
        closing.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            queue.add(END);
        } finally {
            closing.writeLock().unlock();
        }
        try {
            writer.join(settings.deadline().toMillis() + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void submit(AuditRecord record, boolean durably) {
        byte[] line = record.line();
        Optional<CompletableFuture<Void>> written = durably ? Optional.of(new CompletableFuture<>()) : Optional.empty();
        long deadline = System.nanoTime() + settings.deadline().toNanos();
        try {
            if (line.length > settings.maxWaitingBytes()
                    || !freeBytes.tryAcquire(line.length, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw turnedAway("too many records wait for the disk");
            }
            enqueue(new Waiting(ByteBuffer.wrap(line).asReadOnlyBuffer(), written));
            if (written.isPresent()) {
                written.get().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException e) {
            throw turnedAway(String.valueOf(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        } catch (TimeoutException e) {
            throw turnedAway(
                    "the disk did not take a record in " + settings.deadline().toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw turnedAway("interrupted while the record was on its way");
        }
    }

    private void enqueue(Waiting waiting) {
        closing.readLock().lock();
        try {
            if (closed) {
                freeBytes.release(waiting.line().capacity());
                throw new AuditUnavailable("the audit log is closed");
            }
            queue.add(waiting);
        } finally {
            closing.readLock().unlock();
        }
    }

    private AuditUnavailable turnedAway(String reason) {
        turnedAway.incrementAndGet();
        return new AuditUnavailable(reason);
    }

    private void writeUntilClosed() {
        List<Waiting> batch = new ArrayList<>();
        long lastSync = System.nanoTime();
        boolean unsynced = false;
        boolean open = true;
        while (open) {
            try {
                Waiting first = queue.poll(SYNC_AT_LEAST_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, MAX_BATCH - 1);
                }
            } catch (InterruptedException e) {
                open = false; // Nobody but us has this thread; treat it as the end.
            }
            open &= !batch.remove(END);
            boolean durably = !open
                    || batch.stream().anyMatch(waiting -> waiting.written().isPresent())
                    || (unsynced && System.nanoTime() - lastSync >= SYNC_AT_LEAST_EVERY.toNanos());
            if (batch.isEmpty() && !durably) {
                continue;
            }
            if (write(batch, durably)) {
                unsynced = !durably;
                lastSync = durably ? System.nanoTime() : lastSync;
            }
        }
        batch.addAll(queue); // What END pushed past the size of a batch.
        if (!batch.isEmpty() && !write(batch, true)) {
            LOG.error("{} audit records were taken and could not be written before the end", batch.size());
        }
        file.close();
    }

    /** Writes the batch and empties it; after a failure those records remain in it that were taken on trust. */
    private boolean write(List<Waiting> batch, boolean durably) {
        long missed = turnedAway.get();
        try {
            file.append(lines(batch, missed), durably);
        } catch (IOException | RuntimeException e) {
            String reason = e instanceof IOException io ? AuditFile.reason(io) : e.toString();
            if (health instanceof AuditHealth.Writing) {
                health = new AuditHealth.Failing(reason, clock.instant());
                LOG.error("the audit log cannot be written ({}): requests are answered 503 until it can", reason);
            }
            fail(batch, reason);
            return false;
        }
        if (health instanceof AuditHealth.Failing) {
            health = new AuditHealth.Writing();
            LOG.info("the audit log is written again");
        }
        turnedAway.addAndGet(-missed);
        for (Waiting waiting : batch) {
            freeBytes.release(waiting.line().capacity());
            waiting.written().ifPresent(written -> written.complete(null));
        }
        batch.clear();
        return true;
    }

    private ByteBuffer lines(List<Waiting> batch, long missed) {
        byte[] gap = missed == 0 ? new byte[0] : gap(missed).line();
        int length = gap.length;
        for (Waiting waiting : batch) {
            length += waiting.line().capacity();
        }
        ByteBuffer lines = ByteBuffer.allocate(length).put(gap);
        batch.forEach(waiting -> lines.put(waiting.line().duplicate()));
        return lines.flip();
    }

    private AuditRecord gap(long missed) {
        Instant now = clock.instant();
        AuditRecord record =
                AuditRecord.of("gap", now).set(AuditField.COUNT, missed).set(AuditField.UNTIL, now);
        if (health instanceof AuditHealth.Failing failing) {
            record.set(AuditField.SINCE, failing.since()).set(AuditField.REASON, failing.reason());
        }
        return record;
    }

    private void fail(Iterable<Waiting> waiting, String reason) {
        for (var each = waiting.iterator(); each.hasNext(); ) {
            Waiting failed = each.next();
            failed.written().ifPresent(written -> {
                written.completeExceptionally(new AuditUnavailable(reason));
                freeBytes.release(failed.line().capacity());
                each.remove();
            });
        }
    }
}
