package dev.sallyport.gateway.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;

/** A disk that can be full, hang, or fail to sync, and recovers. */
final class FailingDisk implements AuditFile.Opener {
    private long freeBytes = Long.MAX_VALUE;
    private boolean syncFails;
    private boolean stalled;

    /** After {@code bytes} more, nothing fits; a stalled write goes on, into the full disk. */
    synchronized void fillUpAfter(long bytes) {
        freeBytes = bytes;
        stalled = false;
        notifyAll();
    }

    synchronized void failSync() {
        syncFails = true;
    }

    /** The next write waits until the disk is released. */
    synchronized void stall() {
        stalled = true;
    }

    synchronized void release() {
        freeBytes = Long.MAX_VALUE;
        syncFails = false;
        stalled = false;
        notifyAll();
    }

    private synchronized int take(int wanted) throws IOException {
        while (stalled) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        if (freeBytes == 0 && wanted > 0) {
            throw new IOException("No space left on device");
        }
        int taken = (int) Math.min(wanted, freeBytes);
        freeBytes -= taken;
        return taken;
    }

    private synchronized void sync() throws IOException {
        if (syncFails) {
            throw new IOException("Input/output error");
        }
    }

    @Override
    public FileChannel open(Path file, Set<OpenOption> options) throws IOException {
        return new Channel(AuditFile.openOwnerOnly(file, options));
    }

    private final class Channel extends FileChannel {
        private final FileChannel real;

        Channel(FileChannel real) {
            this.real = real;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int taken = take(source.remaining());
            ByteBuffer part = source.slice(source.position(), taken);
            int written = real.write(part);
            source.position(source.position() + written);
            return written;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            sync();
            real.force(metaData);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return real.read(target);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return real.read(target, position);
        }

        @Override
        public long position() throws IOException {
            return real.position();
        }

        @Override
        public FileChannel position(long newPosition) throws IOException {
            real.position(newPosition);
            return this;
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            real.truncate(size);
            return this;
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
