package dev.sallyport.config;

import dev.sallyport.config.yaml.FaultSink;
import dev.sallyport.config.yaml.Place;
import dev.sallyport.config.yaml.YamlNode;
import dev.sallyport.config.yaml.YamlScalar;
import dev.sallyport.context.SuppliedKeys;
import dev.sallyport.policy.KeyUse;
import dev.sallyport.policy.MalformedPolicyException;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.SharedParts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads policies. They are JSON text and stay that: behind {@code |}, or in a file of their own. YAML would read some of
 * it differently ({@code 2012-10-17}, doubled keys, bare words), and then the policy decided on is not the one shown.
 */
final class PolicyReader {
    /** The longest document IAM takes as a parameter. */
    private static final int MAX_CHARACTERS = 131_072;

    static final String FILE = "file:";
    private static final String INSTEAD = "; write `|` and the JSON below, indented, or `file:PATH`";

    private PolicyReader() {}

    static Optional<PolicySource> source(YamlNode node, FaultSink faults) {
        if (!(node instanceof YamlScalar scalar)) {
            faults.add(node.place(), "a policy is JSON text, and here stands " + node.kind() + " of YAML" + INSTEAD);
            return Optional.empty();
        }
        if (scalar.form() == YamlScalar.Form.LITERAL_BLOCK) {
            return Optional.of(new PolicySource(scalar.textStart(), scalar.text()));
        }
        if (scalar.isText() && scalar.text().startsWith(FILE)) {
            return file(node, scalar.text().substring(FILE.length()), faults);
        }
        faults.add(node.place(), "a policy is JSON text, and here stands " + node.kind() + INSTEAD);
        return Optional.empty();
    }

    /** The policy in {@code source}; reports why it is none, and condition keys that no request can have. */
    static Optional<ParsedPolicy> parse(
            PolicyType type, String id, PolicySource source, SharedParts shared, FaultSink faults) {
        return parse(source, json -> Policy.parse(type, id, json, shared), faults);
    }

    /** As {@link #parse}, for a customer managed policy. */
    static Optional<ParsedPolicy> parseManaged(String id, PolicySource source, SharedParts shared, FaultSink faults) {
        return parse(source, json -> Policy.parseManaged(id, json, shared), faults);
    }

    private static Optional<ParsedPolicy> parse(
            PolicySource source, Function<String, Policy> parser, FaultSink faults) {
        if (source.json().length() > MAX_CHARACTERS) {
            faults.add(source.start(), "the policy is longer than " + MAX_CHARACTERS + " characters");
            return Optional.empty();
        }
        Policy policy;
        try {
            policy = parser.apply(source.json());
        } catch (MalformedPolicyException e) {
            faults.add(source.at(e.line(), e.column()), e.detail());
            return Optional.empty();
        }
        for (KeyUse use : policy.keyUses()) {
            if (!SuppliedKeys.supplies(use.key())) {
                faults.add(
                        source.at(use.line(), use.column()),
                        "nothing supplies the condition key `" + use.written()
                                + "` yet, so what it decides would never be decided"
                                + NearestName.of(use.written(), SuppliedKeys.names())
                                        .map(name -> "; did you mean `" + name + "`?")
                                        .orElse("; decide by another key"));
            }
        }
        return Optional.of(new ParsedPolicy(policy, source));
    }

    private static Optional<PolicySource> file(YamlNode node, String reference, FaultSink faults) {
        Optional<Path> path = FilePaths.resolve(node.place().file(), reference);
        if (path.isEmpty()) {
            faults.add(node.place(), "what stands behind `file:` is no path of a file");
            return Optional.empty();
        }
        Place start = new Place(path.get(), 1, 1, node.place().path());
        return FileContent.text(path.get(), MAX_CHARACTERS, message -> faults.add(node.place(), message))
                .map(text -> new PolicySource(start, text));
    }
}
