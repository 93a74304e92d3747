package dev.sallyport.session;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.identity.UniqueId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The binary form of a session's claims inside the token. One version of it is read, all others are refused; the same
 * claims always give the same bytes.
 *
 * <pre>
 * version(1) kind(1) flags(1) session id(16) issued(5) lifetime(4) [MFA time(5)]
 * count(1) ancestors(16 each)
 * account(5) path name unique-id [session name]
 * [provider] count(1) { claim key, count(1) values } [source identity] secret
 * [length(2) packed policies]
 * </pre>
 */
final class SessionClaimsFormat {
    private static final int VERSION = 1;

    private static final int KIND_ROLE_SESSION = 1;
    private static final int KIND_USER = 2;

    private static final int FLAG_CHAINED = 1;
    private static final int FLAG_MFA = 1 << 1;
    private static final int FLAG_PROVIDER = 1 << 2;
    private static final int FLAG_SOURCE_IDENTITY = 1 << 3;
    private static final int FLAG_PACKED_POLICIES = 1 << 4;
    private static final int ALL_FLAGS = (1 << 5) - 1;

    /** Seconds since 1970 in five bytes last for 34,000 years, and five bytes hold twelve digits. */
    private static final int TIME_WIDTH = 5;

    private static final int ACCOUNT_WIDTH = 5;
    private static final int LIFETIME_WIDTH = 4;

    private SessionClaimsFormat() {}

    static byte[] encode(SessionClaims claims) {
        PackedPolicies policies = PackedPolicies.of(claims);
        ClaimsWriter writer = new ClaimsWriter();
        writer.number(1, VERSION);
        writer.number(1, claims.principal() instanceof Principal.RoleSession ? KIND_ROLE_SESSION : KIND_USER);
        writer.number(1, flags(claims, policies));
        writer.raw(claims.sessionId().bytes());
        writer.number(TIME_WIDTH, claims.issuedAt().getEpochSecond());
        writer.number(
                LIFETIME_WIDTH,
                Duration.between(claims.issuedAt(), claims.expiresAt()).toSeconds());
        claims.mfaAt().ifPresent(at -> writer.number(TIME_WIDTH, at.getEpochSecond()));
        writer.number(1, claims.ancestors().size());
        claims.ancestors().forEach(id -> writer.raw(id.bytes()));
        writePrincipal(writer, claims.principal());
        claims.federatedProvider().ifPresent(arn -> writer.text(TextField.PROVIDER, arn.toString()));
        writeIdentityClaims(writer, claims.identityClaims());
        claims.sourceIdentity().ifPresent(identity -> writer.text(TextField.SOURCE_IDENTITY, identity));
        writer.text(TextField.ACCESS_SECRET, claims.secret().reveal());
        if (!policies.isEmpty()) {
            byte[] packed = policies.pack();
            writer.number(2, packed.length);
            writer.raw(packed);
        }
        return writer.toBytes();
    }

    /** @throws IllegalArgumentException unless {@code bytes} are the whole form of one session's claims */
    static SessionClaims decode(byte[] bytes) {
        ClaimsReader reader = new ClaimsReader(bytes);
        if (reader.number(1) != VERSION) {
            throw new IllegalArgumentException("the claims are of an unknown version");
        }
        long kind = reader.number(1);
        int flags = (int) reader.number(1);
        if ((flags & ~ALL_FLAGS) != 0) {
            throw new IllegalArgumentException("the claims have unknown parts");
        }
        SessionId sessionId = SessionId.of(reader.raw(SessionId.BYTES));
        Instant issuedAt = Instant.ofEpochSecond(reader.number(TIME_WIDTH));
        Instant expiresAt = issuedAt.plusSeconds(reader.number(LIFETIME_WIDTH));
        Optional<Instant> mfaAt = (flags & FLAG_MFA) == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(reader.number(TIME_WIDTH)));
        List<SessionId> ancestors = new ArrayList<>();
        for (int count = reader.count(SessionClaims.MAX_ANCESTORS); count > 0; count--) {
            ancestors.add(SessionId.of(reader.raw(SessionId.BYTES)));
        }
        Principal principal = readPrincipal(reader, kind);
        Optional<Arn> provider = (flags & FLAG_PROVIDER) == 0
                ? Optional.empty()
                : Optional.of(Arn.parse(reader.text(TextField.PROVIDER)));
        Map<String, List<String>> identityClaims = readIdentityClaims(reader);
        Optional<String> sourceIdentity = (flags & FLAG_SOURCE_IDENTITY) == 0
                ? Optional.empty()
                : Optional.of(reader.text(TextField.SOURCE_IDENTITY));
        SecretAccessKey secret = SecretAccessKey.of(reader.text(TextField.ACCESS_SECRET));
        PackedPolicies policies = (flags & FLAG_PACKED_POLICIES) == 0
                ? PackedPolicies.none()
                : PackedPolicies.unpack(reader.raw((int) reader.number(2)));
        reader.requireEnd();
        return new SessionClaims(
                sessionId,
                ancestors,
                principal,
                issuedAt,
                expiresAt,
                mfaAt,
                provider,
                identityClaims,
                policies.tags(),
                policies.transitiveKeys(),
                sourceIdentity,
                policies.inline(),
                policies.managed(),
                (flags & FLAG_CHAINED) != 0,
                secret);
    }

    private static int flags(SessionClaims claims, PackedPolicies policies) {
        return (claims.chained() ? FLAG_CHAINED : 0)
                | (claims.mfaAt().isPresent() ? FLAG_MFA : 0)
                | (claims.federatedProvider().isPresent() ? FLAG_PROVIDER : 0)
                | (claims.sourceIdentity().isPresent() ? FLAG_SOURCE_IDENTITY : 0)
                | (policies.isEmpty() ? 0 : FLAG_PACKED_POLICIES);
    }

    private static void writePrincipal(ClaimsWriter writer, Principal principal) {
        if (principal instanceof Principal.RoleSession role) {
            writer.number(ACCOUNT_WIDTH, Long.parseLong(role.accountId().digits()));
            writer.text(TextField.PATH, role.rolePath());
            writer.text(TextField.NAME, role.roleName());
            writer.text(TextField.UNIQUE_ID, role.roleId().value());
            writer.text(TextField.SESSION_NAME, role.sessionName());
        } else if (principal instanceof Principal.User user) {
            writer.number(ACCOUNT_WIDTH, Long.parseLong(user.accountId().digits()));
            writer.text(TextField.PATH, user.path());
            writer.text(TextField.NAME, user.name());
            writer.text(TextField.UNIQUE_ID, user.id().value());
        } else {
            throw new IllegalArgumentException("a session is a role's or a user's");
        }
    }

    private static Principal readPrincipal(ClaimsReader reader, long kind) {
        AccountId account = new AccountId(String.format(Locale.ROOT, "%012d", reader.number(ACCOUNT_WIDTH)));
        String path = reader.text(TextField.PATH);
        String name = reader.text(TextField.NAME);
        UniqueId id = new UniqueId(reader.text(TextField.UNIQUE_ID));
        if (kind == KIND_ROLE_SESSION) {
            return new Principal.RoleSession(account, path, name, id, reader.text(TextField.SESSION_NAME));
        }
        if (kind == KIND_USER) {
            return new Principal.User(account, path, name, id);
        }
        throw new IllegalArgumentException("the claims are of an unknown kind of session");
    }

    private static void writeIdentityClaims(ClaimsWriter writer, Map<String, List<String>> claims) {
        writer.number(1, claims.size());
        claims.forEach((key, values) -> {
            writer.text(TextField.CLAIM_KEY, key);
            writer.number(1, values.size());
            values.forEach(value -> writer.text(TextField.CLAIM_VALUE, value));
        });
    }

    private static Map<String, List<String>> readIdentityClaims(ClaimsReader reader) {
        Map<String, List<String>> claims = new TreeMap<>();
        for (int count = reader.count(SessionClaims.MAX_IDENTITY_CLAIMS); count > 0; count--) {
            String key = reader.text(TextField.CLAIM_KEY);
            List<String> values = new ArrayList<>();
            for (int more = reader.count(SessionClaims.MAX_IDENTITY_CLAIM_VALUES); more > 0; more--) {
                values.add(reader.text(TextField.CLAIM_VALUE));
            }
            if (claims.put(key, values) != null) {
                throw new IllegalArgumentException("an identity claim is there twice");
            }
        }
        return claims;
    }
}
