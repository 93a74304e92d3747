package dev.sallyport.delegation;

import dev.sallyport.directory.Caller;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.Tag;
import dev.sallyport.identity.Tags;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A {@link Caller} as JSON. Every member is always there, {@code null} when there is nothing to say: a boundary or session
 * policy that got lost must make the message unreadable, not the session more powerful.
 */
final class CallerFormat {
    /** A role has at most 10 to 20 attached policies; users have those of their groups too. */
    private static final int MAX_POLICIES = 500;

    private static final int MAX_TAGS = 200;
    private static final int MAX_ANCESTORS = 64;
    private static final int MAX_CLAIMS = 100;

    private static final String ROLE_SESSION = "role-session";
    private static final String USER = "user";
    private static final String FEDERATED_USER = "federated-user";

    private CallerFormat() {}

    static void write(JsonWriter json, Caller caller) {
        json.beginObject().name("principal");
        writePrincipal(json, caller.principal());
        json.name("tags");
        writeTags(json, caller.tags());
        json.name("identityPolicies");
        writePolicies(json, caller.identityPolicies());
        json.name("boundary");
        caller.boundary().ifPresentOrElse(policy -> writePolicy(json, policy), json::nullValue);
        json.name("sessionPolicies");
        writePolicies(json, caller.sessionPolicies());
        json.name("session");
        caller.session().ifPresentOrElse(session -> writeSession(json, session), json::nullValue);
        json.endObject();
    }

    static Caller read(Members members) {
        Principal principal = readPrincipal(members.object("principal"));
        Tags tags = readTags(members, "tags");
        List<Policy> identity = readPolicies(members, "identityPolicies", PolicyType.IDENTITY);
        Optional<Policy> boundary =
                members.nullable("boundary", name -> readPolicy(members.object(name), PolicyType.BOUNDARY));
        List<Policy> session = readPolicies(members, "sessionPolicies", PolicyType.SESSION);
        Optional<SessionFacts> facts = members.nullable("session", name -> readSession(members.object(name)));
        members.end();
        return new Caller(principal, tags, identity, boundary, session, facts);
    }

    private static void writePrincipal(JsonWriter json, Principal principal) {
        if (principal instanceof Principal.RoleSession role) {
            json.beginObject()
                    .field("kind", ROLE_SESSION)
                    .field("account", role.accountId().digits())
                    .field("rolePath", role.rolePath())
                    .field("roleName", role.roleName())
                    .field("roleId", role.roleId().value())
                    .field("sessionName", role.sessionName())
                    .endObject();
        } else if (principal instanceof Principal.User user) {
            json.beginObject()
                    .field("kind", USER)
                    .field("account", user.accountId().digits())
                    .field("path", user.path())
                    .field("name", user.name())
                    .field("id", user.id().value())
                    .endObject();
        } else if (principal instanceof Principal.FederatedUser federated) {
            json.beginObject()
                    .field("kind", FEDERATED_USER)
                    .field("account", federated.accountId().digits())
                    .field("path", federated.caller().path())
                    .field("name", federated.caller().name())
                    .field("id", federated.caller().id().value())
                    .field("federatedName", federated.name())
                    .endObject();
        } else {
            throw new IllegalArgumentException("a session is a role's, a user's or a federated user's");
        }
    }

    private static Principal readPrincipal(Members members) {
        String kind = members.text("kind");
        AccountId account = members.parsed("account", AccountId::new);
        Principal principal;
        if (kind.equals(ROLE_SESSION)) {
            principal = new Principal.RoleSession(
                    account,
                    members.text("rolePath"),
                    members.text("roleName"),
                    members.parsed("roleId", UniqueId::new),
                    members.text("sessionName"));
        } else if (kind.equals(USER)) {
            principal = new Principal.User(
                    account, members.text("path"), members.text("name"), members.parsed("id", UniqueId::new));
        } else if (kind.equals(FEDERATED_USER)) {
            principal = new Principal.FederatedUser(
                    account,
                    members.text("federatedName"),
                    new Principal.User(
                            account, members.text("path"), members.text("name"), members.parsed("id", UniqueId::new)));
        } else {
            throw members.fault(
                    "kind", "is none of `" + ROLE_SESSION + "`, `" + USER + "` and `" + FEDERATED_USER + "`");
        }
        members.end();
        // Every use of a principal makes its ARN; one whose parts make none is refused here.
        members.built("kind", principal::arn);
        return principal;
    }

    private static void writeTags(JsonWriter json, Tags tags) {
        json.beginArray();
        for (Tag tag : tags.all()) {
            json.beginObject()
                    .field("key", tag.key())
                    .field("value", tag.value())
                    .endObject();
        }
        json.endArray();
    }

    private static Tags readTags(Members members, String name) {
        List<Tag> tags = new ArrayList<>();
        for (Members tag : members.objects(name, MAX_TAGS)) {
            tags.add(new Tag(tag.text("key"), tag.text("value")));
            tag.end();
        }
        return members.built(name, () -> Tags.of(tags));
    }

    private static void writePolicies(JsonWriter json, List<Policy> policies) {
        json.beginArray();
        policies.forEach(policy -> writePolicy(json, policy));
        json.endArray();
    }

    private static void writePolicy(JsonWriter json, Policy policy) {
        json.beginObject()
                .field("type", policy.type().name())
                .field("id", policy.id())
                .field("json", policy.json())
                .endObject();
    }

    private static List<Policy> readPolicies(Members members, String name, PolicyType type) {
        return members.objects(name, MAX_POLICIES).stream()
                .map(policy -> readPolicy(policy, type))
                .toList();
    }

    private static Policy readPolicy(Members members, PolicyType type) {
        if (!members.text("type").equals(type.name())) {
            throw members.fault("type", "is not `" + type.name() + "`, the type of policy that stands here");
        }
        String id = members.text("id");
        Policy policy = members.parsed("json", json -> Policy.parse(type, id, json));
        members.end();
        return policy;
    }

    private static void writeSession(JsonWriter json, SessionFacts session) {
        json.beginObject()
                .field("id", session.id().toString())
                .field(
                        "ancestors",
                        session.ancestors().stream().map(SessionId::toString).toList())
                .field("issuedAt", session.issuedAt().toString())
                .field("expiresAt", session.expiresAt().toString())
                .name("mfaAt");
        writeNullable(json, session.mfaAt().map(Instant::toString));
        json.name("federatedProvider");
        writeNullable(json, session.federatedProvider().map(Arn::toString));
        json.name("identityClaims").beginArray();
        new TreeMap<>(session.identityClaims())
                .forEach((key, values) -> json.beginObject()
                        .field("key", key)
                        .field("values", values)
                        .endObject());
        json.endArray().name("tags");
        writeTags(json, session.tags());
        json.field(
                        "transitiveTagKeys",
                        session.transitiveTagKeys().stream().sorted().toList())
                .name("sourceIdentity");
        writeNullable(json, session.sourceIdentity());
        json.field("chained", session.chained()).endObject();
    }

    private static SessionFacts readSession(Members members) {
        SessionFacts session = new SessionFacts(
                members.parsed("id", CallerFormat::sessionId),
                members.parsedTexts("ancestors", MAX_ANCESTORS, CallerFormat::sessionId),
                List.of(),
                members.instant("issuedAt"),
                members.instant("expiresAt"),
                members.nullable("mfaAt", members::instant),
                members.nullable("federatedProvider", name -> members.parsed(name, Arn::parse)),
                readClaims(members),
                readTags(members, "tags"),
                Set.copyOf(members.texts("transitiveTagKeys", MAX_TAGS)),
                members.nullable("sourceIdentity", members::text),
                members.bool("chained"));
        members.end();
        return session;
    }

    private static Map<String, List<String>> readClaims(Members members) {
        Map<String, List<String>> claims = new TreeMap<>();
        for (Members claim : members.objects("identityClaims", MAX_CLAIMS)) {
            if (claims.put(claim.text("key"), claim.texts("values", MAX_CLAIMS)) != null) {
                throw members.fault("identityClaims", "has one key twice");
            }
            claim.end();
        }
        return claims;
    }

    private static SessionId sessionId(String hex) {
        SessionId id = SessionId.of(HexFormat.of().parseHex(hex));
        if (!id.toString().equals(hex)) {
            throw new IllegalArgumentException("a session id is lower-case hexadecimal");
        }
        return id;
    }

    private static void writeNullable(JsonWriter json, Optional<String> value) {
        value.ifPresentOrElse(json::value, json::nullValue);
    }
}
