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
 * [count(1) { origin, seconds before issued(3) }]
 * account(5) path name unique-id [name of the role session or federated user] secret
 * [kind(1) provider count(1) { kind(1) claim key, count(1) values }]
 * [source identity]
 * [length(2) packed tags and policies]
 * </pre>
 */
final class SessionClaimsFormat {
    private static final int VERSION = 1;

    private static final int KIND_ROLE_SESSION = 1;
    private static final int KIND_USER = 2;
    private static final int KIND_FEDERATED_USER = 3;

    private static final int FLAG_CHAINED = 1;
    private static final int FLAG_MFA = 1 << 1;
    private static final int FLAG_PROVIDER = 1 << 2;
    private static final int FLAG_SOURCE_IDENTITY = 1 << 3;
    private static final int FLAG_PACKED_POLICIES = 1 << 4;
    private static final int FLAG_ORIGINS = 1 << 5;
    private static final int ALL_FLAGS = (1 << 6) - 1;

    private static final int ANY_PROVIDER = 1;
    private static final int OWN_OIDC_PROVIDER = 2;
    private static final int KEY_IN_FULL = 0;
    private static final int KEY_OF_THE_PROVIDER = 1;
    private static final String OIDC_PROVIDER = "oidc-provider/";

    /** Seconds since 1970 in five bytes last for 34,000 years, and five bytes hold twelve digits. */
    private static final int TIME_WIDTH = 5;

    private static final int ACCOUNT_WIDTH = 5;
    private static final int LIFETIME_WIDTH = 4;

    /** Half a year: longer than any chain of sessions. */
    private static final int ORIGIN_AGE_WIDTH = 3;

    private SessionClaimsFormat() {}

    static byte[] encode(SessionClaims claims) {
        PackedPolicies policies = PackedPolicies.of(claims);
        ClaimsWriter writer = new ClaimsWriter();
        writer.number(1, VERSION);
        writer.number(1, kind(claims.principal()));
        writer.number(1, flags(claims, policies));
        writer.raw(claims.sessionId().bytes());
        writer.number(TIME_WIDTH, claims.issuedAt().getEpochSecond());
        writer.number(
                LIFETIME_WIDTH,
                Duration.between(claims.issuedAt(), claims.expiresAt()).toSeconds());
        claims.mfaAt().ifPresent(at -> writer.number(TIME_WIDTH, at.getEpochSecond()));
        writer.number(1, claims.ancestors().size());
        claims.ancestors().forEach(id -> writer.raw(id.bytes()));
        if (!claims.origins().isEmpty()) {
            writer.number(1, claims.origins().size());
            for (Origin origin : claims.origins()) {
                writer.text(TextField.ORIGIN, origin.id());
                writer.number(
                        ORIGIN_AGE_WIDTH,
                        Duration.between(origin.at(), claims.issuedAt()).toSeconds());
            }
        }
        writePrincipal(writer, claims.principal());
        writer.text(TextField.ACCESS_SECRET, claims.secret().reveal());
        claims.federatedProvider().ifPresent(provider -> writeWebIdentity(writer, provider, claims));
        claims.sourceIdentity().ifPresent(identity -> writer.text(TextField.SOURCE_IDENTITY, identity));
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
        List<Origin> origins = new ArrayList<>();
        if ((flags & FLAG_ORIGINS) != 0) {
            for (int count = reader.count(SessionClaims.MAX_ORIGINS); count > 0; count--) {
                String origin = reader.text(TextField.ORIGIN);
                origins.add(new Origin(origin, issuedAt.minusSeconds(reader.number(ORIGIN_AGE_WIDTH))));
            }
            if (origins.isEmpty()) {
                throw new IllegalArgumentException("the origins are announced and missing");
            }
        }
        Principal principal = readPrincipal(reader, kind);
        SecretAccessKey secret = SecretAccessKey.of(reader.text(TextField.ACCESS_SECRET));
        SessionClaims.Builder builder = SessionClaims.builder(sessionId, principal, issuedAt, expiresAt, secret)
                .ancestors(ancestors)
                .origins(origins)
                .mfaAt(mfaAt)
                .chained((flags & FLAG_CHAINED) != 0);
        if ((flags & FLAG_PROVIDER) != 0) {
            readWebIdentity(reader, account(principal), builder);
        }
        if ((flags & FLAG_SOURCE_IDENTITY) != 0) {
            builder.sourceIdentity(Optional.of(reader.text(TextField.SOURCE_IDENTITY)));
        }
        if ((flags & FLAG_PACKED_POLICIES) != 0) {
            PackedPolicies policies = PackedPolicies.unpack(reader.raw((int) reader.number(2)));
            builder.tags(policies.tags(), policies.transitiveKeys())
                    .sessionPolicies(policies.inline(), policies.managed());
        }
        reader.requireEnd();
        return builder.build();
    }

    private static int flags(SessionClaims claims, PackedPolicies policies) {
        return (claims.chained() ? FLAG_CHAINED : 0)
                | (claims.mfaAt().isPresent() ? FLAG_MFA : 0)
                | (claims.federatedProvider().isPresent() ? FLAG_PROVIDER : 0)
                | (claims.sourceIdentity().isPresent() ? FLAG_SOURCE_IDENTITY : 0)
                | (policies.isEmpty() ? 0 : FLAG_PACKED_POLICIES)
                | (claims.origins().isEmpty() ? 0 : FLAG_ORIGINS);
    }

    private static int kind(Principal principal) {
        if (principal instanceof Principal.RoleSession) {
            return KIND_ROLE_SESSION;
        }
        return principal instanceof Principal.FederatedUser ? KIND_FEDERATED_USER : KIND_USER;
    }

    private static void writePrincipal(ClaimsWriter writer, Principal principal) {
        if (principal instanceof Principal.RoleSession role) {
            writer.number(ACCOUNT_WIDTH, Long.parseLong(role.accountId().digits()));
            writer.text(TextField.PATH, role.rolePath());
            writer.text(TextField.NAME, role.roleName());
            writer.text(TextField.UNIQUE_ID, role.roleId().value());
            writer.text(TextField.SESSION_NAME, role.sessionName());
        } else if (principal instanceof Principal.FederatedUser federated) {
            writeUser(writer, federated.caller());
            writer.text(TextField.SESSION_NAME, federated.name());
        } else if (principal instanceof Principal.User user) {
            writeUser(writer, user);
        } else {
            throw new IllegalArgumentException("a session is a role's, a user's or a federated user's");
        }
    }

    private static void writeUser(ClaimsWriter writer, Principal.User user) {
        writer.number(ACCOUNT_WIDTH, Long.parseLong(user.accountId().digits()));
        writer.text(TextField.PATH, user.path());
        writer.text(TextField.NAME, user.name());
        writer.text(TextField.UNIQUE_ID, user.id().value());
    }

    private static Principal readPrincipal(ClaimsReader reader, long kind) {
        AccountId account = AccountId.of(reader.number(ACCOUNT_WIDTH));
        String path = reader.text(TextField.PATH);
        String name = reader.text(TextField.NAME);
        UniqueId id = new UniqueId(reader.text(TextField.UNIQUE_ID));
        if (kind == KIND_ROLE_SESSION) {
            return new Principal.RoleSession(account, path, name, id, reader.text(TextField.SESSION_NAME));
        }
        if (kind == KIND_USER) {
            return new Principal.User(account, path, name, id);
        }
        if (kind == KIND_FEDERATED_USER) {
            return new Principal.FederatedUser(
                    account, reader.text(TextField.SESSION_NAME), new Principal.User(account, path, name, id));
        }
        throw new IllegalArgumentException("the claims are of an unknown kind of session");
    }

    // A CI session names its provider in its ARN and again in each claim's key; here it is written once.
    private static void writeWebIdentity(ClaimsWriter writer, Arn provider, SessionClaims claims) {
        Optional<String> issuer = issuer(provider, account(claims.principal()));
        writer.number(1, issuer.isPresent() ? OWN_OIDC_PROVIDER : ANY_PROVIDER);
        writer.text(TextField.PROVIDER, issuer.orElse(provider.toString()));
        String prefix = issuer.map(name -> name + ":").orElse("");
        writer.number(1, claims.identityClaims().size());
        claims.identityClaims().forEach((key, values) -> {
            boolean ofTheProvider = key.startsWith(prefix);
            writer.number(1, ofTheProvider ? KEY_OF_THE_PROVIDER : KEY_IN_FULL);
            writer.text(TextField.CLAIM_KEY, ofTheProvider ? key.substring(prefix.length()) : key);
            writer.number(1, values.size());
            values.forEach(value -> writer.text(TextField.CLAIM_VALUE, value));
        });
    }

    private static void readWebIdentity(ClaimsReader reader, AccountId account, SessionClaims.Builder builder) {
        long kind = reader.number(1);
        String text = reader.text(TextField.PROVIDER);
        if (kind != OWN_OIDC_PROVIDER && kind != ANY_PROVIDER) {
            throw new IllegalArgumentException("the provider is of an unknown kind");
        }
        Arn provider = kind == OWN_OIDC_PROVIDER ? Arn.iam(account, OIDC_PROVIDER + text) : Arn.parse(text);
        String prefix = kind == OWN_OIDC_PROVIDER ? text + ":" : "";
        Map<String, List<String>> claims = new TreeMap<>();
        for (int count = reader.count(SessionClaims.MAX_IDENTITY_CLAIMS); count > 0; count--) {
            String key = reader.count(1) == KEY_OF_THE_PROVIDER
                    ? prefix + reader.text(TextField.CLAIM_KEY)
                    : reader.text(TextField.CLAIM_KEY);
            List<String> values = new ArrayList<>();
            for (int more = reader.count(SessionClaims.MAX_IDENTITY_CLAIM_VALUES); more > 0; more--) {
                values.add(reader.text(TextField.CLAIM_VALUE));
            }
            if (claims.put(key, values) != null) {
                throw new IllegalArgumentException("an identity claim is there twice");
            }
        }
        builder.webIdentity(provider, claims);
    }

    /** The issuer of an OIDC provider of the session's own account, as its ARN and its condition keys write it. */
    private static Optional<String> issuer(Arn provider, AccountId account) {
        String resource = provider.resource();
        boolean own = resource.startsWith(OIDC_PROVIDER) && provider.equals(Arn.iam(account, resource));
        return own ? Optional.of(resource.substring(OIDC_PROVIDER.length())) : Optional.empty();
    }

    private static AccountId account(Principal principal) {
        return principal.account().orElseThrow();
    }
}
