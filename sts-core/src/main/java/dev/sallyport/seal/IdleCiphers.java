package dev.sallyport.seal;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * Ciphers that wait for their next use: getting one from the platform costs several times what it then does for a token.
 * Each is one caller's at a time.
 */
final class IdleCiphers {
    /** As many callers as are likely to be inside at once; more get new ones. */
    private static final int KEPT = 32;

    /** Makes a cipher when none waits. */
    interface Source {
        Cipher make() throws GeneralSecurityException;
    }

    private final Source source;
    private final Cipher[] idle = new Cipher[KEPT];
    private int count;

    IdleCiphers(Source source) {
        this.source = source;
    }

    /** A cipher that nobody else has. Whoever took it gives it back, or drops it when it failed. */
    Cipher take() throws GeneralSecurityException {
        synchronized (this) {
            if (count > 0) {
                return idle[--count];
            }
        }
        return source.make();
    }

    synchronized void giveBack(Cipher cipher) {
        if (count < KEPT) {
            idle[count++] = cipher;
        }
    }
}
