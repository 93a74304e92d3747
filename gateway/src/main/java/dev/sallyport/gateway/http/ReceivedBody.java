package dev.sallyport.gateway.http;

/** A body that arrived as a whole. It counts against the budget of buffered bytes until it is closed. */
public final class ReceivedBody implements AutoCloseable {
    private final byte[] bytes;
    private final Runnable release;

    ReceivedBody(byte[] bytes, Runnable release) {
        this.bytes = bytes;
        this.release = release;
    }

    /** The bytes; not a copy, and not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public void close() {
        release.run();
    }
}
