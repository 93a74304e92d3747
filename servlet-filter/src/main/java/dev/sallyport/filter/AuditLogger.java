package dev.sallyport.filter;

import java.lang.System.Logger.Level;

/** Audit lines in the application's own log, under a name of their own. */
final class AuditLogger implements AuditSink {
    static final String NAME = "dev.sallyport.audit";

    private final System.Logger log = System.getLogger(NAME);

    @Override
    public void take(String line) {
        log.log(Level.INFO, line);
    }
}
