package dev.sallyport.delegation;

import dev.sallyport.directory.Caller;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.sigv4.CredentialScope;
import dev.sallyport.sigv4.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** What the gateway says of one request that arrived at a filter: whose it is, or how to refuse it. */
public sealed interface SessionAnswer {
    /** The answer as JSON. */
    byte[] json();

    /** @throws MalformedMessageException when {@code json} is not an answer */
    static SessionAnswer parse(byte[] json) {
        Members members = Members.of("the session answer", json, FilterProtocol.MAX_ANSWER_BYTES);
        SessionAnswer answer = members.has("refused")
                ? Refused.read(members.object("refused"))
                : Verified.read(members.object("verified"));
        members.end();
        return answer;
    }

    /**
     * The signature is right, by a session that is valid.
     *
     * @param key verifies what that session signs within {@code scope}, and gives neither its secret nor a key for another
     *     day, region or service away
     * @param caller with session facts
     * @param maxAge how long this may be used, at most; never past the session's end
     */
    record Verified(AccessKeyId accessKeyId, CredentialScope scope, SigningKey key, Caller caller, Duration maxAge)
            implements SessionAnswer {
        /** @throws IllegalArgumentException when the caller is no session or the age is out of bounds */
        public Verified {
            if (caller.session().isEmpty() || !accessKeyId.isTemporary()) {
                throw new IllegalArgumentException("a filter learns the keys of sessions alone");
            }
            if (maxAge.isNegative() || maxAge.compareTo(FilterProtocol.MAX_AGE) > 0) {
                throw new IllegalArgumentException(
                        "an answer is kept for at most " + FilterProtocol.MAX_AGE.toSeconds() + " seconds");
            }
        }

        private static Verified read(Members members) {
            AccessKeyId accessKeyId = members.parsed("accessKeyId", AccessKeyId::new);
            Members scope = members.object("scope");
            String date = scope.text("date");
            String region = scope.text("region");
            String service = scope.text("service");
            scope.end();
            CredentialScope credentialScope = members.built("scope", () -> new CredentialScope(date, region, service));
            SigningKey key = members.parsed("signingKey", hex -> SigningKey.of(lowerHex(hex)));
            Caller caller = CallerFormat.read(members.object("caller"));
            Duration maxAge = Duration.ofSeconds(members.number("maxAgeSeconds"));
            members.end();
            return members.built("caller", () -> new Verified(accessKeyId, credentialScope, key, caller, maxAge));
        }

        private static byte[] lowerHex(String hex) {
            byte[] bytes = HexFormat.of().parseHex(hex);
            if (!HexFormat.of().formatHex(bytes).equals(hex)) {
                throw new IllegalArgumentException("hex digits are lower case");
            }
            return bytes;
        }

        @Override
        public byte[] json() {
            JsonWriter json = new JsonWriter()
                    .beginObject()
                    .field("version", FilterProtocol.VERSION)
                    .name("verified")
                    .beginObject()
                    .field("accessKeyId", accessKeyId.value())
                    .name("scope")
                    .beginObject()
                    .field("date", scope.date())
                    .field("region", scope.region())
                    .field("service", scope.service())
                    .endObject()
                    .field("signingKey", HexFormat.of().formatHex(key.bytes()))
                    .name("caller");
            CallerFormat.write(json, caller);
            return json.field("maxAgeSeconds", maxAge.toSeconds())
                    .endObject()
                    .endObject()
                    .text()
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * The client's request is refused.
     *
     * @param message what the client may read
     */
    record Refused(ApiError error, String message) implements SessionAnswer {
        /** What the caller may read of {@code failure}; the reason stays in the gateway's audit record. */
        public static Refused of(ApiException failure) {
            return new Refused(failure.error(), failure.message());
        }

        private static Refused read(Members members) {
            ApiError error = members.parsed(
                    "code", code -> errorOf(code).orElseThrow(() -> new IllegalArgumentException("no such code")));
            String message = members.text("message");
            members.end();
            return new Refused(error, message);
        }

        private static Optional<ApiError> errorOf(String code) {
            return Arrays.stream(ApiError.values())
                    .filter(error -> error.code().equals(code))
                    .findFirst();
        }

        @Override
        public byte[] json() {
            return new JsonWriter()
                    .beginObject()
                    .field("version", FilterProtocol.VERSION)
                    .name("refused")
                    .beginObject()
                    .field("code", error.code())
                    .field("message", message)
                    .endObject()
                    .endObject()
                    .text()
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
