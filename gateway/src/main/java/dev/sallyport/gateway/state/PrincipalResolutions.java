package dev.sallyport.gateway.state;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which unique id each principal ARN of a trust policy stood for when the policy's text was first seen (IAM guide, "AWS
 * JSON policy elements: Principal": the ARN is saved as the id).
 *
 * <p>Kept per role, by its unique id, for the text it has now: another text, also an earlier one that comes back, is a
 * new policy and resolved anew. A principal that did not exist then stays nobody until the text changes.
 */
final class PrincipalResolutions {
    private static final String ASSUMED_ROLE = "assumed-role/";

    private final Handle transaction;

    PrincipalResolutions(Handle transaction) {
        this.transaction = transaction;
    }

    Map<Arn, Map<Arn, UniqueId>> accept(
            Iterable<DeclaredIdentities.Trust> trusts, Map<Arn, UniqueId> uniqueIds, Instant now) {
        Map<Arn, UniqueId> bySessionPrefix = rolesAsSessionsNameThem(uniqueIds);
        Map<Arn, Map<Arn, UniqueId>> resolved = new HashMap<>();
        for (DeclaredIdentities.Trust trust : trusts) {
            UniqueId role = required(uniqueIds, trust.role());
            String sha256 = sha256(trust.policyText());
            if (!textOf(role).equals(Optional.of(sha256))) {
                forget(role);
                remember(role, sha256, now);
                trust.principals()
                        .forEach(
                                principal -> remember(role, principal, resolve(principal, uniqueIds, bySessionPrefix)));
            }
            resolved.put(trust.role(), principalsOf(role));
        }
        return resolved;
    }

    /**
     * Lets a principal of the role's trust policy be whoever bears its name now.
     *
     * @return who that is; empty when the role, the principal in its trust policy, or anybody of that name is not there
     */
    Optional<UniqueId> rebind(Arn role, Arn principal, Map<Arn, UniqueId> uniqueIds) {
        UniqueId roleId = uniqueIds.get(role);
        Optional<UniqueId> now = resolve(principal, uniqueIds, rolesAsSessionsNameThem(uniqueIds));
        if (roleId == null || now.isEmpty()) {
            return Optional.empty();
        }
        int changed = transaction
                .createUpdate("update trust_principal set principal_id = :id"
                        + " where role_id = :role and principal_arn = :principal")
                .bind("id", now.get().value())
                .bind("role", roleId.value())
                .bind("principal", principal.toString())
                .execute();
        return changed == 1 ? now : Optional.empty();
    }

    private static Optional<UniqueId> resolve(
            Arn principal, Map<Arn, UniqueId> uniqueIds, Map<Arn, UniqueId> bySessionPrefix) {
        return Optional.ofNullable(uniqueIds.get(principal))
                .or(() -> withoutSessionName(principal).map(bySessionPrefix::get));
    }

    /** {@code arn:aws:sts::1234…:assumed-role/NAME/SESSION} names the role without its path. */
    private static Map<Arn, UniqueId> rolesAsSessionsNameThem(Map<Arn, UniqueId> uniqueIds) {
        Map<Arn, UniqueId> roles = new HashMap<>();
        uniqueIds.forEach((arn, id) -> {
            if (arn.resource().startsWith("role/")) {
                String name = arn.resource().substring(arn.resource().lastIndexOf('/') + 1);
                roles.put(new Arn(arn.partition(), "sts", "", arn.account(), ASSUMED_ROLE + name), id);
            }
        });
        return roles;
    }

    private static Optional<Arn> withoutSessionName(Arn principal) {
        String resource = principal.resource();
        int slash = resource.indexOf('/', ASSUMED_ROLE.length());
        if (!principal.service().equals("sts")
                || !resource.startsWith(ASSUMED_ROLE)
                || slash <= ASSUMED_ROLE.length()) {
            return Optional.empty();
        }
        return Optional.of(new Arn(
                principal.partition(),
                principal.service(),
                principal.region(),
                principal.account(),
                resource.substring(0, slash)));
    }

    private Optional<String> textOf(UniqueId role) {
        return transaction
                .createQuery("select sha256 from trust_text where role_id = :role")
                .bind("role", role.value())
                .mapTo(String.class)
                .findOne();
    }

    private void forget(UniqueId role) {
        transaction
                .createUpdate("delete from trust_text where role_id = :role")
                .bind("role", role.value())
                .execute();
    }

    private void remember(UniqueId role, String sha256, Instant now) {
        transaction
                .createUpdate("insert into trust_text (role_id, sha256, resolved_at) values (:role, :sha256, :now)")
                .bind("role", role.value())
                .bind("sha256", sha256)
                .bind("now", now.getEpochSecond())
                .execute();
    }

    private void remember(UniqueId role, Arn principal, Optional<UniqueId> id) {
        @Nullable String idOrNobody = id.map(UniqueId::value).orElse(null);
        transaction
                .createUpdate("insert into trust_principal (role_id, principal_arn, principal_id)"
                        + " values (:role, :principal, :id)")
                .bind("role", role.value())
                .bind("principal", principal.toString())
                .bind("id", idOrNobody)
                .execute();
    }

    private Map<Arn, UniqueId> principalsOf(UniqueId role) {
        Map<Arn, UniqueId> principals = new HashMap<>();
        transaction
                .createQuery("select principal_arn, principal_id from trust_principal"
                        + " where role_id = :role and principal_id is not null")
                .bind("role", role.value())
                .map((row, context) -> Map.entry(
                        Arn.parse(row.getString("principal_arn")), new UniqueId(row.getString("principal_id"))))
                .forEach(entry -> principals.put(entry.getKey(), entry.getValue()));
        return Map.copyOf(principals);
    }

    private static UniqueId required(Map<Arn, UniqueId> uniqueIds, Arn role) {
        UniqueId id = uniqueIds.get(role);
        if (id == null) {
            throw new IllegalArgumentException("`" + role + "` was not declared");
        }
        return id;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
