package dev.sallyport.filter;

import java.io.Closeable;
import java.io.IOException;

/** Where audit lines go: a file, or the application's log. */
interface AuditSink extends Closeable {
    /** @throws IOException when the line was not taken; what it would have said must then not happen */
    void take(String line) throws IOException;

    @Override
    default void close() throws IOException {}
}
