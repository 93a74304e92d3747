package dev.sallyport.gateway.assertion;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.sallyport.access.Granted;
import dev.sallyport.directory.Caller;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.identity.Principal;
import dev.sallyport.sigv4.RequestHead;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.Supplier;

/**
 * Makes the assertion of a granted request.
 *
 * <p>A route chooses between one assertion per session and upstream, reused for at most {@link #REUSED_FOR}, and one per
 * request, which also says which request it belongs to. Either ends after {@link #LIFETIME}, and never after its session.
 */
public final class IdentityAssertions {
    /** The header that upstreams read. Everything a client sends under a name like it is removed. */
    public static final String HEADER = "Sallyport-Assertion";

    static final Duration LIFETIME = Duration.ofSeconds(60);
    static final Duration REUSED_FOR = Duration.ofSeconds(30);
    private static final int MAX_KEPT = 10_000;

    /** A session id is never met twice; access key ids of sessions can be, so they only stand for long-term keys. */
    private record Key(Principal principal, String credential, String audience) {}

    private record Kept(String assertion, Instant madeAt) {}

    private final AssertionSigner signer;
    private final String issuer;
    private final Supplier<String> newIds;
    private final Cache<Key, Kept> kept =
            Caffeine.newBuilder().maximumSize(MAX_KEPT).build();

    /**
     * Below the root of the API listener, which is itself the issuer of outbound tokens: neither can pass for the other.
     *
     * @param publicUrl of the API listener
     */
    public static String issuer(URI publicUrl) {
        return publicUrl.resolve("/assertions").toString();
    }

    /**
     * @param issuer what upstreams expect as {@code iss}
     * @param newIds random ids for {@code jti}
     */
    public IdentityAssertions(AssertionSigner signer, String issuer, Supplier<String> newIds) {
        this.signer = signer;
        this.issuer = issuer;
        this.newIds = newIds;
    }

    /** An assertion that says who calls; it may be one that was made up to {@link #REUSED_FOR} ago. */
    public String ofSession(Granted granted, String audience, Instant now) {
        Caller caller = granted.caller().caller();
        String credential = caller.session()
                .map(session -> session.id().toString())
                .orElse(granted.caller().accessKeyId().value());
        Key key = new Key(caller.principal(), credential, audience);
        Kept known = kept.getIfPresent(key);
        if (known != null && !now.isBefore(known.madeAt) && now.isBefore(known.madeAt.plus(REUSED_FOR))) {
            return known.assertion;
        }
        String assertion = signer.sign(claims(caller, audience, now).build());
        kept.put(key, new Kept(assertion, now));
        return assertion;
    }

    /** An assertion for this request alone: method, host, target and body are claims of it. */
    public String ofRequest(Granted granted, String audience, RequestHead head, String bodySha256, Instant now) {
        String target =
                head.rawPath() + head.rawQuery().map(query -> "?" + query).orElse("");
        return signer.sign(claims(granted.caller().caller(), audience, now)
                .claim("method", head.method())
                .claim("host", head.values("host").get(0))
                .claim("target", target)
                .claim("body_sha256", bodySha256)
                .claim("action", granted.operation().action())
                .claim("resource", granted.operation().resource())
                .build());
    }

    private JWTClaimsSet.Builder claims(Caller caller, String audience, Instant now) {
        Instant end = now.plus(LIFETIME);
        Instant sessionEnd = caller.session().map(SessionFacts::expiresAt).orElse(end);
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(end.isAfter(sessionEnd) ? sessionEnd : end))
                .jwtID(newIds.get());
        caller.principal().arn().ifPresent(arn -> claims.subject(arn.toString()));
        caller.principal().account().ifPresent(account -> claims.claim("account", account.digits()));
        caller.principal().userId().ifPresent(id -> claims.claim("principal_id", id));
        if (caller.principal() instanceof Principal.RoleSession role) {
            claims.claim("role", role.roleArn().toString());
            claims.claim("session_name", role.sessionName());
        }
        caller.session().ifPresent(session -> {
            claims.claim("session_id", session.id().toString());
            session.sourceIdentity().ifPresent(value -> claims.claim("source_identity", value));
            session.reason().ifPresent(value -> claims.claim("reason", value));
        });
        return claims;
    }
}
