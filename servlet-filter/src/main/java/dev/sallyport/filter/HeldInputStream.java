package dev.sallyport.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A held body as the stream that an application reads. All of it is there, so reading never blocks. */
final class HeldInputStream extends ServletInputStream {
    private final ByteArrayInputStream bytes;
    private final Supplier<AsyncContext> async;
    private @Nullable ReadListener listener;

    /** @param async of the request, which throws when it is not asynchronous */
    HeldInputStream(byte[] bytes, Supplier<AsyncContext> async) {
        this.bytes = new ByteArrayInputStream(bytes);
        this.async = async;
    }

    @Override
    public int read() {
        return bytes.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        return bytes.read(buffer, offset, length);
    }

    @Override
    public int available() {
        return bytes.available();
    }

    @Override
    public boolean isFinished() {
        return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener readListener) {
        if (listener != null) {
            throw new IllegalStateException("a read listener is set already");
        }
        listener = readListener;
        async.get().start(() -> readAll(readListener));
    }

    private void readAll(ReadListener readListener) {
        try {
            if (!isFinished()) {
                readListener.onDataAvailable();
            }
            if (isFinished()) {
                readListener.onAllDataRead();
            }
        } catch (IOException | RuntimeException failure) {
            readListener.onError(failure);
        }
    }
}
