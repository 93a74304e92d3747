package dev.sallyport.filter;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a filter trades for a session of its role: a file that its surroundings keep. It is read anew for each trade, since
 * tokens are replaced while the filter runs.
 */
public sealed interface OwnCredentials {
    /** @throws IllegalArgumentException saying what is wrong with the file and what to do about it */
    void check();

    /**
     * A file with a web identity token, as Kubernetes and others project it.
     *
     * @param file read whenever a session is obtained
     */
    record WebIdentityTokenFile(Path file) implements OwnCredentials {
        /** AWS's limit for web identity tokens. */
        private static final int MAX_TOKEN_LENGTH = 20_000;

        @Override
        public void check() {
            token();
        }

        /** The token, without the line end that editors leave. */
        String token() {
            String token = new String(read(file, MAX_TOKEN_LENGTH + 2), StandardCharsets.ISO_8859_1).strip();
            if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new IllegalArgumentException(
                        "the web identity token file `" + file + "` holds no token; put the JWT alone into it");
            }
            return token;
        }
    }

    /**
     * A file with a user's access key, in the form that {@code credential_process} prints:
     * {@code {"Version": 1, "AccessKeyId": "AKIA…", "SecretAccessKey": "…"}}. Only its owner may have rights on it.
     *
     * @param file read whenever a session is obtained
     */
    record KeyFile(Path file) implements OwnCredentials {
        private static final int MAX_BYTES = 4096;
        private static final Set<String> MEMBERS = Set.of("Version", "AccessKeyId", "SecretAccessKey");

        /** An access key id and its secret. */
        record Key(AccessKeyId id, SecretAccessKey secret) {}

        @Override
        public void check() {
            key();
        }

        Key key() {
            requireOwnerOnly(file);
            try {
                if (Json.parse(read(file, MAX_BYTES), JsonLimits.DEFAULT) instanceof JsonObject object) {
                    return key(object);
                }
            } catch (JsonSyntaxException notJson) {
                throw fault("is not JSON at line " + notJson.line());
            }
            throw fault("is not a JSON object");
        }

        private Key key(JsonObject object) {
            for (JsonObject.Member member : object.members()) {
                if (!MEMBERS.contains(member.name())) {
                    throw fault("has a member that is not known here; it has " + MEMBERS
                            + ", and other credentials than a user's key come from a web identity token file");
                }
            }
            if (object.contains("Version")
                    && !(object.get("Version").orElseThrow() instanceof JsonNumber version
                            && version.text().equals("1"))) {
                throw fault("has another `Version` than 1");
            }
            String id = text(object, "AccessKeyId");
            String secret = text(object, "SecretAccessKey");
            try {
                AccessKeyId accessKeyId = new AccessKeyId(id);
                if (accessKeyId.isTemporary()) {
                    throw fault("holds the key of a session, which ends; give a user's key");
                }
                return new Key(accessKeyId, SecretAccessKey.of(secret));
            } catch (IllegalArgumentException malformed) {
                // The message of what failed says what a key looks like, never the key.
                throw fault("holds no access key: " + malformed.getMessage());
            }
        }

        private String text(JsonObject object, String name) {
            if (object.get(name).orElse(null) instanceof JsonString string) {
                return string.value();
            }
            throw fault("has no text `" + name + "`");
        }

        private IllegalArgumentException fault(String problem) {
            return new IllegalArgumentException("the key file `" + file + "` " + problem);
        }
    }

    private static byte[] read(Path file, int maxBytes) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                Arrays.fill(bytes, (byte) 0);
                throw new IllegalArgumentException(
                        "the file `" + file + "` is larger than " + maxBytes + " bytes; name the right one");
            }
            return bytes;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the file `" + file + "` cannot be read (" + e.getClass().getSimpleName()
                            + "); create it or give this user the right to",
                    e);
        }
    }

    private static void requireOwnerOnly(Path file) {
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
            Set<PosixFilePermission> others = EnumSet.copyOf(PosixFilePermissions.fromString("---rwxrwx"));
            others.retainAll(rights);
            if (!others.isEmpty()) {
                throw new IllegalArgumentException(
                        "the key file `" + file + "` has the rights `" + PosixFilePermissions.toString(rights)
                                + "`, so others reach it; run `chmod 600 " + file + "`");
            }
        } catch (UnsupportedOperationException e) {
            throw new IllegalArgumentException(
                    "who can read the key file `" + file + "` cannot be told on this file system; use a web identity"
                            + " token file",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the key file `" + file + "` cannot be read ("
                            + e.getClass().getSimpleName() + "); create it or give this user the right to",
                    e);
        }
    }
}
