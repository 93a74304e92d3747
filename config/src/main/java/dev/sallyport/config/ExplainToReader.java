package dev.sallyport.config;

import dev.sallyport.config.yaml.FaultSink;
import dev.sallyport.config.yaml.Place;
import dev.sallyport.config.yaml.YamlNode;
import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonSyntaxException;
import dev.sallyport.oidc.Issuer;
import dev.sallyport.oidc.OidcProvider;
import dev.sallyport.policy.KeyUse;
import dev.sallyport.policy.MalformedPolicyException;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads {@code explain-to}: the Condition of a policy, as JSON text, on the claims of a token. It is read by the policy
 * parser as part of a policy that allows {@link OidcProvider#EXPLAIN}, so there is one language and one evaluator.
 */
final class ExplainToReader {
    private static final int MAX_CHARACTERS = 8 * 1024;

    private static final String BEFORE = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\""
            + OidcProvider.EXPLAIN + "\",\"Resource\":\"*\",\"Condition\":\n";
    private static final String BEHIND = "}}";

    private ExplainToReader() {}

    static Optional<ParsedPolicy> read(YamlNode node, FaultSink faults) {
        return PolicyReader.source(node, faults).flatMap(source -> parse(source, faults));
    }

    private static Optional<ParsedPolicy> parse(PolicySource source, FaultSink faults) {
        String condition = source.json();
        try {
            // Parsed alone first: only one whole object can be put into the policy without changing the rest of it.
            JsonNode block = Json.parse(condition, JsonLimits.DEFAULT.withMaxLength(MAX_CHARACTERS));
            if (!(block instanceof JsonObject object) || object.members().isEmpty()) {
                faults.add(
                        source.start(),
                        "`explain-to` is the Condition of a policy, such as"
                                + " {\"StringEquals\": {\"ci.example:repository_owner_id\": \"123\"}}; without a condition"
                                + " it would explain your roles to everybody");
                return Optional.empty();
            }
            return Optional.of(new ParsedPolicy(
                    Policy.parse(PolicyType.IDENTITY, "explain-to", BEFORE + condition + BEHIND), source));
        } catch (JsonSyntaxException notJson) {
            faults.add(source.at(notJson.line(), notJson.column()), notJson.problem());
        } catch (MalformedPolicyException malformed) {
            // The text begins in the second line of the policy.
            faults.add(at(source, malformed.line(), malformed.column()), malformed.detail());
        }
        return Optional.empty();
    }

    /** Other keys would never be there: whoever asks has proved a token and nothing else. */
    static void requireKeysOf(Issuer issuer, boolean hasKind, ParsedPolicy explainTo, FaultSink faults) {
        String prefix = issuer.conditionKeyPrefix().toLowerCase(Locale.ROOT) + ":";
        for (KeyUse use : explainTo.policy().keyUses()) {
            boolean known =
                    use.key().startsWith(prefix) || (hasKind && use.key().startsWith("ci:"));
            if (!known) {
                faults.add(
                        at(explainTo.source(), use.line(), use.column()),
                        "`explain-to` asks for claims of the token, and `" + use.written() + "` is none; begin the key"
                                + " with `" + issuer.conditionKeyPrefix() + ":`");
            }
        }
    }

    private static Place at(PolicySource source, int line, int column) {
        return source.at(Math.max(1, line - 1), line == 1 ? 1 : column);
    }
}
