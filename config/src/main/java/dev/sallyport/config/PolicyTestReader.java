package dev.sallyport.config;

import dev.sallyport.config.yaml.YamlNode;
import dev.sallyport.config.yaml.YamlScalar;
import dev.sallyport.config.yaml.YamlSequence;
import dev.sallyport.policy.MalformedPolicyException;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.PolicyType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a file of policy tests; policies in it are JSON text or {@code file:PATH}, as in a configuration. */
final class PolicyTestReader {
    private static final int MAX_POLICIES = 100;
    private static final int MAX_LEVELS = 10;

    /** The types of policies, as the options of the command line name them. */
    private static final Map<String, PolicyType> TYPES = Map.of(
            "identity", PolicyType.IDENTITY,
            "boundary", PolicyType.BOUNDARY,
            "session", PolicyType.SESSION,
            "resource", PolicyType.RESOURCE,
            "trust", PolicyType.TRUST,
            "scp", PolicyType.SERVICE_CONTROL,
            "rcp", PolicyType.RESOURCE_CONTROL,
            "endpoint", PolicyType.ENDPOINT);

    private static final Map<String, Boolean> EXPECTED = Map.of("allowed", true, "denied", false);
    private static final Map<String, Boolean> DENY = Map.of("explicit", true, "implicit", false);

    private PolicyTestReader() {}

    /** The reasons that a test may ask for besides allowed or denied. */
    private record Because(
            Optional<Boolean> explicit,
            Optional<PolicyType> stoppedBy,
            Optional<String> statement,
            Optional<String> policy) {
        static final Because ANYTHING =
                new Because(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Optional<PolicyTestFile> file(Section section) {
        Field<Optional<Path>> config = section.optional("config", FilePaths.existingFile());
        Field<TestedPolicies> policies =
                section.optional("policies", Values.section(PolicyTestReader::policies), TestedPolicies.NONE);
        TestedPolicies common = policies.read().orElse(TestedPolicies.NONE);
        Field<List<PolicyTest>> tests = section.required(
                "tests",
                Values.nonEmptyList(PolicyRequestReader.MAX_REQUESTS, Values.section(one -> test(one, common))));
        return section.build(() -> new PolicyTestFile(config.value(), tests.value()));
    }

    private static Optional<PolicyTest> test(Section section, TestedPolicies common) {
        PolicyRequestReader.Fields request = PolicyRequestReader.fields(section);
        Field<TestedPolicies> policies =
                section.optional("policies", Values.section(PolicyTestReader::policies), common);
        Field<Boolean> expect = section.required("expect", Values.oneOf(EXPECTED));
        Field<Because> because =
                section.optional("because", Values.section(PolicyTestReader::because), Because.ANYTHING);
        section.refuse("actions", "a test asks about one action; write `action`");
        section.refuse("resources", "a test asks about one resource; write `resource`");
        return section.build(() -> new PolicyTest(
                request.request(),
                policies.value(),
                new PolicyExpectation(
                        expect.value(),
                        because.value().explicit,
                        because.value().stoppedBy,
                        because.value().statement,
                        because.value().policy)));
    }

    private static Optional<Because> because(Section section) {
        Field<Optional<Boolean>> explicit = section.optional("deny", Values.oneOf(DENY));
        Field<Optional<PolicyType>> stoppedBy = section.optional("stopped-by", Values.oneOf(TYPES));
        Field<Optional<String>> statement = section.optional("statement", Values.text());
        Field<Optional<String>> policy = section.optional("policy", Values.text());
        return section.build(() -> new Because(explicit.value(), stoppedBy.value(), statement.value(), policy.value()));
    }

    private static Optional<TestedPolicies> policies(Section section) {
        Map<String, PolicySource> sources = new HashMap<>();
        Field<List<Policy>> identity = several(section, "identity", sources);
        Field<Optional<Policy>> boundary = section.optional("boundary", policy("boundary", sources));
        Field<List<Policy>> session = several(section, "session", sources);
        Field<Optional<Policy>> resource = section.optional("resource", policy("resource", sources));
        Field<Optional<Policy>> trust = section.optional("trust", policy("trust", sources));
        Field<List<List<Policy>>> scp = levels(section, "scp", sources);
        Field<List<List<Policy>>> rcp = levels(section, "rcp", sources);
        Field<List<Policy>> endpoint = several(section, "endpoint", sources);
        if (resource.present() && trust.present()) {
            section.fault(
                    section.place("trust"), "a resource has a `resource` policy or a `trust` policy; leave one out");
        }
        return section.build(() -> new TestedPolicies(
                new PolicySet(
                        identity.value(),
                        boundary.value(),
                        session.value(),
                        resource.value().or(trust::value),
                        scp.value(),
                        rcp.value(),
                        endpoint.value()),
                sources));
    }

    private static Field<List<Policy>> several(Section section, String type, Map<String, PolicySource> sources) {
        return section.optional(type, Values.nonEmptyList(MAX_POLICIES, policy(type, sources)), List.of());
    }

    /** A list of levels, root first; each is a policy or a list of them. */
    private static Field<List<List<Policy>>> levels(Section section, String type, Map<String, PolicySource> sources) {
        ValueReader<List<Policy>> level = (node, sink) -> node instanceof YamlSequence
                ? Values.nonEmptyList(MAX_POLICIES, policy(type, sources)).read(node, sink)
                : policy(type, sources).read(node, sink).map(List::of);
        return section.optional(type, Values.nonEmptyList(MAX_LEVELS, level), List.of());
    }

    /** Any condition key may be read here: the request says itself which keys it has. */
    private static ValueReader<Policy> policy(String type, Map<String, PolicySource> sources) {
        PolicyType policyType = Optional.ofNullable(TYPES.get(type)).orElseThrow();
        return (node, faults) -> PolicyReader.source(node, faults).flatMap(source -> {
            String id = id(node, source);
            try {
                Policy policy = Policy.parse(policyType, id, source.json());
                sources.put(id, source);
                return Optional.of(policy);
            } catch (MalformedPolicyException e) {
                faults.add(source.at(e.line(), e.column()), e.detail());
                return Optional.empty();
            }
        });
    }

    /** A policy in a file is called as it is named here, one that stands here by the settings that lead to it. */
    private static String id(YamlNode node, PolicySource source) {
        boolean here = source.start().file().equals(node.place().file());
        return here || !(node instanceof YamlScalar scalar)
                ? node.place().path()
                : scalar.text().substring(PolicyReader.FILE.length());
    }
}
