package dev.sallyport.policy;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A policy document: parsed, checked for its type, compiled. Immutable. */
public final class Policy {
    private final PolicyType type;
    private final String id;
    private final String json;
    private final List<Statement> statements;
    private final List<KeyUse> keyUses;
    private final StatementIndex index;

    Policy(PolicyType type, String id, String json, List<Statement> statements, List<KeyUse> keyUses) {
        this.type = type;
        this.id = id;
        this.json = json;
        this.statements = List.copyOf(statements);
        this.keyUses = List.copyOf(keyUses);
        this.index = StatementIndex.of(statements);
    }

    /**
     * @param id what reasons and audit records call it
     * @throws MalformedPolicyException when the text is not a policy of this type; whatever is not supported is refused by
     *     name, nothing is ignored
     */
    public static Policy parse(PolicyType type, String id, String json) {
        return parse(type, id, json, new SharedParts());
    }

    /** As {@link #parse(PolicyType, String, String)}, one of many policies that have parts in common. */
    public static Policy parse(PolicyType type, String id, String json, SharedParts shared) {
        return new PolicyParser(type, id, json, PolicyParser.Reading.WRITTEN, shared).parse();
    }

    /**
     * As {@link #parse}, for a customer managed policy, which must also say {@code "Version": "2012-10-17"}.
     *
     * @throws MalformedPolicyException when the text is not such a policy
     */
    public static Policy parseManaged(String id, String json) {
        return parseManaged(id, json, new SharedParts());
    }

    /** As {@link #parseManaged(String, String)}, one of many policies that have parts in common. */
    public static Policy parseManaged(String id, String json, SharedParts shared) {
        return new PolicyParser(PolicyType.IDENTITY, id, json, PolicyParser.Reading.MANAGED, shared).parse();
    }

    /**
     * As {@link #parse}, for a document that somebody else stored, perhaps under older rules: literals, resources, Sids and
     * elements that could not be written today are taken and match as AWS lets them. Not for what a configuration or a
     * caller brings.
     *
     * @throws MalformedPolicyException when the text is not a policy of this type
     */
    public static Policy parseStored(PolicyType type, String id, String json) {
        return parseStored(type, id, json, new SharedParts());
    }

    /** As {@link #parseStored(PolicyType, String, String)}, one of many policies that have parts in common. */
    public static Policy parseStored(PolicyType type, String id, String json, SharedParts shared) {
        return new PolicyParser(type, id, json, PolicyParser.Reading.STORED, shared).parse();
    }

    public PolicyType type() {
        return type;
    }

    public String id() {
        return id;
    }

    /** The text as given. */
    public String json() {
        return json;
    }

    public List<Statement> statements() {
        return statements;
    }

    StatementIndex index() {
        return index;
    }

    /** Every condition key that the policy reads, in the order of the text. */
    public List<KeyUse> keyUses() {
        return keyUses;
    }

    /** Every user, role and role session that is named as a principal. */
    public Set<Arn> principalArns() {
        Set<Arn> arns = new LinkedHashSet<>();
        for (Statement statement : statements) {
            statement.principal().ifPresent(principal -> arns.addAll(principal.entityArns()));
        }
        return arns;
    }

    /**
     * This policy, in which a user, role or role session is only the one with the unique id in {@code ids} (for a session:
     * the id of its role). An ARN without an id is nobody: whoever bears the name later is somebody else.
     */
    public Policy withPrincipalIds(Map<Arn, UniqueId> ids) {
        return new Policy(
                type,
                id,
                json,
                statements.stream()
                        .map(statement -> statement.withPrincipalIds(ids))
                        .toList(),
                keyUses);
    }

    @Override
    public String toString() {
        return type + " policy " + id;
    }
}
