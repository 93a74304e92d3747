package dev.sallyport.session;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.identity.Tag;
import dev.sallyport.identity.Tags;
import dev.sallyport.identity.UniqueId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sessions, rings and keys for the tests of this package, all from seeded generators. */
final class Sessions {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final AccountId ACCOUNT = new AccountId("111122223333");
    static final AccessKeyId KEY_ID = accessKeyId(1);
    static final RingKeyId RING_KEY_ID = new RingKeyId(0x01020304);

    private Sessions() {}

    static byte[] bytes(long seed, int count) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] nonce(long seed) {
        return bytes(seed, SessionSealer.NONCE_BYTES);
    }

    static AccessKeyId accessKeyId(long seed) {
        return AccessKeyId.mintTemporary(ACCOUNT, bytes(seed, AccessKeyId.RANDOM_BYTES));
    }

    static KeyRing ring() {
        return KeyRing.create(RING_KEY_ID, bytes(2, 32));
    }

    static SessionSealer sealer() {
        return new SessionSealer("prod.example.com", ring());
    }

    static Principal.RoleSession role() {
        return new Principal.RoleSession(
                ACCOUNT,
                "/ci/",
                "orders-deployment",
                UniqueId.mint(UniqueId.Kind.ROLE, bytes(3, UniqueId.RANDOM_BYTES)),
                "GitHubActions");
    }

    static Principal.User user() {
        return new Principal.User(
                ACCOUNT, "/people/", "alice", UniqueId.mint(UniqueId.Kind.USER, bytes(4, UniqueId.RANDOM_BYTES)));
    }

    static SessionClaims.Builder plain(Principal principal) {
        return SessionClaims.builder(
                SessionId.of(bytes(5, SessionId.BYTES)),
                principal,
                NOW,
                NOW.plusSeconds(3600),
                SecretAccessKey.mint(bytes(6, SecretAccessKey.RANDOM_BYTES)));
    }

    /** A session of any shape that the types allow and that fits into a token. */
    static SessionClaims random(Random random) {
        Principal.User user =
                new Principal.User(account(random), path(random), word(random, 64), id(random, UniqueId.Kind.USER));
        Principal principal = switch (random.nextInt(3)) {
            case 0 ->
                new Principal.RoleSession(
                        account(random),
                        path(random),
                        word(random, 64),
                        id(random, UniqueId.Kind.ROLE),
                        word(random, 64));
            case 1 -> user;
            default -> new Principal.FederatedUser(user.accountId(), word(random, 32), user);
        };
        Instant issuedAt = Instant.ofEpochSecond(random.nextLong(0, 1L << 36));
        SessionClaims.Builder builder = SessionClaims.builder(
                        sessionId(random),
                        principal,
                        issuedAt,
                        issuedAt.plusSeconds(random.nextLong(1, SessionClaims.MAX_LIFETIME.toSeconds() + 1)),
                        SecretAccessKey.mint(randomBytes(random, SecretAccessKey.RANDOM_BYTES)))
                .chained(random.nextBoolean());
        if (random.nextBoolean()) {
            builder.ancestors(random.ints(random.nextInt(SessionClaims.MAX_ANCESTORS + 1))
                    .mapToObj(i -> sessionId(random))
                    .toList());
        }
        if (random.nextBoolean()) {
            builder.mfaAt(Optional.of(issuedAt.minusSeconds(random.nextLong(0, issuedAt.getEpochSecond() + 1))));
        }
        if (random.nextBoolean()) {
            Map<String, List<String>> claims = new TreeMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                claims.put(word(random, 30) + ":" + word(random, 8), List.of(text(random, 40), text(random, 5)));
            }
            builder.webIdentity(Arn.iam(ACCOUNT, "oidc-provider/" + word(random, 60)), claims);
        }
        if (random.nextBoolean()) {
            tags(random, builder);
        }
        if (random.nextBoolean()) {
            builder.sourceIdentity(Optional.of(word(random, 64)));
        }
        if (random.nextBoolean()) {
            builder.sessionPolicies(
                    List.of("{\"Statement\":\"" + text(random, 100) + "\"}"),
                    List.of(Arn.iam(ACCOUNT, "policy" + path(random) + word(random, 20))));
        }
        return builder.build();
    }

    private static void tags(Random random, SessionClaims.Builder builder) {
        Map<String, Tag> tags = new TreeMap<>();
        Set<String> transitive = new TreeSet<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            Tag tag = new Tag(text(random, 20), text(random, 30));
            tags.put(tag.key().toLowerCase(Locale.ROOT), tag);
        }
        for (Tag tag : tags.values()) {
            if (random.nextBoolean()) {
                transitive.add(tag.key());
            }
        }
        builder.tags(Tags.of(new ArrayList<>(tags.values())), transitive);
    }

    private static AccountId account(Random random) {
        return new AccountId(String.format(Locale.ROOT, "%012d", random.nextLong(0, 1_000_000_000_000L)));
    }

    private static SessionId sessionId(Random random) {
        return new SessionId(random.nextLong(), random.nextLong());
    }

    private static UniqueId id(Random random, UniqueId.Kind kind) {
        return UniqueId.mint(kind, randomBytes(random, UniqueId.RANDOM_BYTES));
    }

    private static String path(Random random) {
        return random.nextBoolean() ? "/" : "/" + word(random, 20) + "/";
    }

    private static String word(Random random, int most) {
        return random.ints(1 + random.nextInt(most), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String text(Random random, int most) {
        return random.ints(1 + random.nextInt(most), 0x20, 0x2000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static byte[] randomBytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
