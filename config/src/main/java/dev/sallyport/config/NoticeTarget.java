package dev.sallyport.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where it is told that a break-glass role was assumed. */
public sealed interface NoticeTarget {
    /** What logs, health and the database call it: nothing that a webhook's address keeps secret. */
    String name();

    /** An address that takes a POST of JSON, over TLS unless it is on this machine. */
    record Webhook(URI url) implements NoticeTarget {
        /** Its host, and enough of a hash to tell two of one host apart. */
        @Override
        public String name() {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256")
                        .digest(url.toString().getBytes(StandardCharsets.UTF_8));
                return "webhook at " + url.getHost() + " (" + HexFormat.of().formatHex(hash, 0, 4) + ")";
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** A file that gets one line of JSON for each. */
    record File(Path path) implements NoticeTarget {
        @Override
        public String name() {
            return "file " + path;
        }
    }
}
