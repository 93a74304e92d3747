package dev.sallyport.policy;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonBoolean;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonSyntaxException;
import dev.sallyport.json.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one document. AWS checks a document in rounds (shape, version, statements' words, Sids, presence of
 * elements, resources, actions) and answers with the first fault of the earliest round, so this does the same.
 */
final class PolicyParser {
    /** The longest policy document of the STS and IAM service models. */
    static final int MAX_LENGTH = 131_072;

    private static final String CURRENT_VERSION = "2012-10-17";
    private static final String OLD_VERSION = "2008-10-17";
    private static final char LAST_CHARACTER = 0xff;
    private static final Set<String> POLICY_ELEMENTS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    private final PolicyType type;
    private final String id;
    private final String json;
    private final Reading reading;
    private final SharedParts shared;
    private final PolicyFaults faults = new PolicyFaults();
    private final List<KeyUse> keyUses = new ArrayList<>();
    private boolean variables;

    PolicyParser(PolicyType type, String id, String json, Reading reading, SharedParts shared) {
        this.type = type;
        this.id = id;
        this.json = json;
        this.reading = reading;
        this.shared = shared;
    }

    /** Under which rules a document is read. */
    enum Reading {
        /** As somebody writes it. */
        WRITTEN,
        /** As somebody writes it as a managed policy. */
        MANAGED,
        /** As it may have been stored under older rules. */
        STORED
    }

    private boolean isWritten() {
        return reading != Reading.STORED;
    }

    private boolean checksLiterals() {
        return isWritten() && type.checksLiterals();
    }

    Policy parse() {
        JsonObject document = document();
        JsonNode statementsNode = checkShape(document);
        checkVersion(document);
        List<JsonObject> objects = objects(statementsNode);
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            statements.add(statement(objects.get(i), start(statementsNode, objects, i)));
        }
        if (isWritten()) {
            checkSids(objects);
        }
        faults.throwFirst();
        return new Policy(type, id, json, statements, keyUses);
    }

    private JsonObject document() {
        if (json.chars().anyMatch(c -> c > LAST_CHARACTER || (c < ' ' && c != '\t' && c != '\n' && c != '\r'))) {
            throw syntax("a policy holds only tab, line ends and the characters U+0020 to U+00FF; escape others", 1, 1);
        }
        try {
            JsonNode node = Json.parse(json, JsonLimits.DEFAULT.withMaxLength(MAX_LENGTH));
            if (node instanceof JsonObject object) {
                return object;
            }
            throw syntax("a policy is an object, not " + node.kind(), node.span());
        } catch (JsonSyntaxException notJson) {
            String message = type == PolicyType.TRUST ? "This policy contains invalid Json" : PolicyFaults.SYNTAX;
            throw new MalformedPolicyException(message, notJson.problem(), notJson.line(), notJson.column());
        }
    }

    // Round one: the shape of everything.

    private JsonNode checkShape(JsonObject document) {
        refuseUnknown(document, POLICY_ELEMENTS, "a policy");
        document.get("Version").ifPresent(version -> {
            String text = string(version, "Version");
            if (!text.equals(CURRENT_VERSION) && !text.equals(OLD_VERSION)) {
                throw syntax("Version is `2012-10-17` or `2008-10-17`", version.span());
            }
            variables = text.equals(CURRENT_VERSION);
        });
        document.get("Id").ifPresent(node -> string(node, "Id"));
        JsonNode statements =
                document.get("Statement").orElseThrow(() -> syntax("a policy needs a `Statement`", document.span()));
        List<JsonObject> objects = objects(statements);
        if (objects.isEmpty()) {
            throw syntax("`Statement` holds at least one statement", statements.span());
        }
        objects.forEach(this::checkStatementShape);
        return statements;
    }

    private void checkStatementShape(JsonObject statement) {
        refuseUnknown(statement, STATEMENT_ELEMENTS, "a statement");
        statement.get("Sid").ifPresent(node -> string(node, "Sid"));
        string(
                statement.get("Effect").orElseThrow(() -> syntax("a statement needs an `Effect`", statement.span())),
                "Effect");
        for (String element : List.of("Action", "Resource", "Principal")) {
            if (statement.contains(element) && statement.contains("Not" + element)) {
                throw syntax("a statement has `" + element + "` or `Not" + element + "`, not both", statement.span());
            }
        }
        for (String element : List.of("Action", "NotAction", "Resource", "NotResource")) {
            statement.get(element).ifPresent(node -> strings(node, element));
        }
        for (String element : List.of("Principal", "NotPrincipal")) {
            statement.get(element).ifPresent(this::checkPrincipalShape);
        }
        statement.get("Condition").ifPresent(this::checkConditionShape);
    }

    private void checkPrincipalShape(JsonNode node) {
        if (node instanceof JsonString string && string.value().equals("*")) {
            return;
        }
        JsonObject principal = object(node, "a principal is `\"*\"` or an object such as `{\"AWS\": …}`");
        if (principal.members().isEmpty()) {
            throw syntax("a principal names somebody", principal.span());
        }
        for (JsonObject.Member member : principal.members()) {
            kind(member);
            if (strings(member.value(), member.name()).isEmpty()) {
                throw syntax("a principal names somebody", member.value().span());
            }
        }
    }

    private void checkConditionShape(JsonNode node) {
        JsonObject condition = object(node, "`Condition` is an object of operators");
        for (JsonObject.Member operator : condition.members()) {
            if (Operator.parse(operator.name()).isEmpty()) {
                throw syntax("there is no condition operator `" + shown(operator.name()) + "`", operator.nameSpan());
            }
            JsonObject keys = object(operator.value(), "an operator holds an object of condition keys");
            for (JsonObject.Member key : keys.members()) {
                if (key.name().isEmpty()) {
                    throw syntax("a condition key has a name", key.nameSpan());
                }
                literals(key.value());
            }
        }
    }

    // Round two: the version.

    private void checkVersion(JsonObject document) {
        if (reading == Reading.MANAGED && !variables) {
            throw new MalformedPolicyException(
                    "Policy document must be version 2012-10-17 or greater.",
                    "a managed policy says `\"Version\": \"2012-10-17\"`",
                    document.line(),
                    document.column());
        }
    }

    // The later rounds: each fault is kept under its round, and the first of the earliest is thrown.

    private Statement statement(JsonObject node, Span start) {
        Statement.Builder builder = new Statement.Builder();
        node.get("Sid").ifPresent(sid -> builder.sid(string(sid, "Sid")));
        builder.effect(effect(node));
        principal(node).ifPresent(builder::principal);
        actions(node, builder);
        resources(node, builder);
        node.get("Condition").ifPresent(element -> {
            List<Condition> conditions = conditions(element);
            builder.conditions(conditions, shared.rules(conditions));
        });
        Span span = node.span();
        Statement statement = builder.build(id, type, start.line(), start.column(), span.endLine(), span.endColumn());
        TypeRules rules = new TypeRules(type, faults);
        rules.checkPrincipal(statement, node);
        if (isWritten()) {
            rules.checkWriting(statement, node);
        }
        return statement;
    }

    private Effect effect(JsonObject node) {
        JsonNode effect = node.get("Effect").orElseThrow();
        return switch (string(effect, "Effect")) {
            case "Allow" -> Effect.ALLOW;
            case "Deny" -> Effect.DENY;
            default -> {
                faults.legacy("Effect is `Allow` or `Deny`", effect.span());
                yield Effect.DENY;
            }
        };
    }

    private Optional<PrincipalElement> principal(JsonObject node) {
        boolean negated = node.contains("NotPrincipal");
        Optional<JsonNode> element = node.get(negated ? "NotPrincipal" : "Principal");
        if (element.isEmpty()) {
            return Optional.empty();
        }
        List<PrincipalElement.Value> values = new ArrayList<>();
        if (element.get() instanceof JsonObject object) {
            for (JsonObject.Member member : object.members()) {
                for (JsonString value : strings(member.value(), member.name())) {
                    values.add(new PrincipalElement.Value(kind(member), value.value(), value.line(), value.column()));
                }
            }
        } else {
            JsonNode star = element.get();
            values.add(new PrincipalElement.Value(PrincipalElement.Kind.AWS, "*", star.line(), star.column()));
        }
        List<PrincipalElement.Value> good = new ArrayList<>();
        for (PrincipalElement.Value value : values) {
            try {
                PrincipalElement.of(List.of(value), negated);
                good.add(value);
            } catch (IllegalArgumentException notAPrincipal) {
                faults.principal(value, String.valueOf(notAPrincipal.getMessage()));
            }
        }
        return Optional.of(PrincipalElement.of(good, negated));
    }

    private void actions(JsonObject node, Statement.Builder builder) {
        boolean negated = node.contains("NotAction");
        Optional<JsonNode> element = node.get(negated ? "NotAction" : "Action");
        List<JsonString> values = element.map(value -> strings(value, "Action")).orElse(List.of());
        if (values.isEmpty()) {
            faults.missing("actions", node.span());
        }
        List<String> written = new ArrayList<>();
        for (JsonString value : values) {
            ActionForm.check(value, faults);
            written.add(value.value());
        }
        builder.actions(negated, shared.texts(written), shared.actions(written));
    }

    private void resources(JsonObject node, Statement.Builder builder) {
        boolean negated = node.contains("NotResource");
        Optional<JsonNode> element = node.get(negated ? "NotResource" : "Resource");
        List<JsonString> values =
                element.map(value -> strings(value, "Resource")).orElse(List.of());
        if (values.isEmpty() && type != PolicyType.TRUST) {
            faults.missing("resources", node.span());
        }
        List<String> written = new ArrayList<>();
        List<ResourcePattern> patterns = new ArrayList<>();
        for (JsonString value : values) {
            // The guide's own examples hold blanks around a value; they are not part of it.
            String resource = value.value().strip();
            if (isWritten()) {
                ResourceForm.check(resource, value.span(), faults);
            }
            written.add(value.value());
            patterns.add(ResourcePattern.of(template(resource, true, value.span())));
        }
        builder.resources(negated, written, patterns);
    }

    private List<Condition> conditions(JsonNode node) {
        List<Condition> conditions = new ArrayList<>();
        for (JsonObject.Member operatorMember : object(node, "").members()) {
            Operator operator = Operator.parse(operatorMember.name()).orElseThrow();
            for (JsonObject.Member keyMember :
                    object(operatorMember.value(), "").members()) {
                conditions.add(condition(operator, keyMember));
            }
        }
        return conditions;
    }

    private Condition condition(Operator operator, JsonObject.Member member) {
        Span at = member.nameSpan();
        KeyUse keyUse = keyUse(member.name(), at);
        List<String> values = new ArrayList<>();
        List<Operand> operands = new ArrayList<>();
        for (Literal literal : literals(member.value())) {
            values.add(literal.text);
            try {
                if (operator.base() == Operator.Base.NULL) {
                    Operand.requireBoolean(literal.text, checksLiterals());
                } else {
                    operands.add(Operand.compile(
                            operator.base(),
                            literal.text,
                            checksLiterals(),
                            wildcards -> template(literal.text, wildcards, literal.span)));
                }
            } catch (IllegalArgumentException malformed) {
                faults.legacy(String.valueOf(malformed.getMessage()), literal.span);
            }
        }
        ConditionRule rule = new ConditionRule(operator, keyUse.key(), shared.texts(values), operands);
        return new Condition(keyUse, shared.rule(rule, variables, checksLiterals()));
    }

    private KeyUse keyUse(String written, Span at) {
        KeyUse use = new KeyUse(shared.text(KeyName.lower(written)), shared.text(written), at.line(), at.column());
        keyUses.add(use);
        return use;
    }

    private Template template(String text, boolean wildcards, Span span) {
        try {
            return Template.parse(text, variables, wildcards, key -> keyUse(key, span));
        } catch (IllegalArgumentException malformed) {
            faults.legacy(String.valueOf(malformed.getMessage()), span);
            return Template.parse(text, false, false, key -> {});
        }
    }

    private void checkSids(List<JsonObject> statements) {
        Set<String> seen = new HashSet<>();
        for (JsonObject statement : statements) {
            statement.get("Sid").ifPresent(node -> {
                String sid = string(node, "Sid");
                if (!sid.isEmpty() && !seen.add(sid)) {
                    faults.sid(
                            "Statement IDs (SID) in a single policy must be unique.",
                            "another statement has this Sid",
                            node.span());
                }
                if (type != PolicyType.RESOURCE
                        && type != PolicyType.ENDPOINT
                        && !sid.chars().allMatch(PolicyParser::isAlphanumeric)) {
                    faults.sid(
                            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular"
                                    + " expression [0-9A-Za-z]*",
                            "a Sid has only letters and digits",
                            node.span());
                }
            });
        }
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    /** Where AWS says that a statement begins: behind the bracket, or the brace of a lone one, or the one before it. */
    private static Span start(JsonNode statements, List<JsonObject> objects, int index) {
        if (index == 0) {
            Span span = statements.span();
            return new Span(span.line(), span.column() + 1, span.line(), span.column() + 1);
        }
        Span before = objects.get(index - 1).span();
        return new Span(before.endLine(), before.endColumn(), before.endLine(), before.endColumn());
    }

    // Shapes.

    private static List<JsonObject> objects(JsonNode statements) {
        if (statements instanceof JsonObject one) {
            return List.of(one);
        }
        if (!(statements instanceof JsonArray array)) {
            throw syntax("`Statement` is a statement or an array of them, not " + statements.kind(), statements.span());
        }
        return array.elements().stream()
                .map(node -> object(node, "a statement is an object"))
                .toList();
    }

    private static void refuseUnknown(JsonObject object, Set<String> known, String what) {
        for (JsonObject.Member member : object.members()) {
            if (!known.contains(member.name())) {
                throw syntax(what + " has no element `" + shown(member.name()) + "`", member.nameSpan());
            }
        }
    }

    private static JsonObject object(JsonNode node, String expected) {
        if (node instanceof JsonObject object) {
            return object;
        }
        throw syntax(expected + ", not " + node.kind(), node.span());
    }

    private static String string(JsonNode node, String element) {
        if (node instanceof JsonString string) {
            return string.value();
        }
        throw syntax("`" + element + "` is a string, not " + node.kind(), node.span());
    }

    private static List<JsonString> strings(JsonNode node, String element) {
        List<JsonNode> nodes = node instanceof JsonArray array ? array.elements() : List.of(node);
        List<JsonString> strings = new ArrayList<>(nodes.size());
        for (JsonNode one : nodes) {
            if (!(one instanceof JsonString string)) {
                throw syntax("`" + element + "` is a string or an array of strings, not " + one.kind(), one.span());
            }
            strings.add(string);
        }
        return strings;
    }

    /** A value of a condition; numbers and booleans need no quotes. */
    private record Literal(String text, Span span) {}

    private static List<Literal> literals(JsonNode node) {
        List<JsonNode> nodes = node instanceof JsonArray array ? array.elements() : List.of(node);
        List<Literal> literals = new ArrayList<>(nodes.size());
        for (JsonNode one : nodes) {
            literals.add(new Literal(literal(one), one.span()));
        }
        return literals;
    }

    private static String literal(JsonNode node) {
        if (node instanceof JsonString string) {
            return string.value();
        }
        if (node instanceof JsonNumber number) {
            return number.text();
        }
        if (node instanceof JsonBoolean bool) {
            return Boolean.toString(bool.value());
        }
        throw syntax("the value of a condition is a string, a number or a boolean, not " + node.kind(), node.span());
    }

    private static PrincipalElement.Kind kind(JsonObject.Member member) {
        PrincipalElement.@Nullable Kind found = null;
        for (PrincipalElement.Kind kind : PrincipalElement.Kind.values()) {
            if (kind.written().equals(member.name())) {
                found = kind;
            }
        }
        if (found == null) {
            throw syntax(
                    "a principal is `AWS`, `Federated`, `Service` or `CanonicalUser`, not `" + shown(member.name())
                            + "`",
                    member.nameSpan());
        }
        return found;
    }

    private static String shown(String text) {
        return PolicyFaults.shown(text);
    }

    private static MalformedPolicyException syntax(String detail, Span span) {
        return syntax(detail, span.line(), span.column());
    }

    private static MalformedPolicyException syntax(String detail, int line, int column) {
        return new MalformedPolicyException(PolicyFaults.SYNTAX, detail, line, column);
    }
}
