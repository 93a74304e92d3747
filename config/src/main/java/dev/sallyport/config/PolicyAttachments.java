package dev.sallyport.config;

import dev.sallyport.config.yaml.FaultSink;
import dev.sallyport.identity.Arn;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.SharedParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code policies:} of a user, group or role says.
 *
 * @param inline parsed
 * @param attached names or ARNs of managed policies, not looked up yet
 */
record PolicyAttachments(List<ParsedPolicy> inline, List<Located<String>> attached) {
    static final PolicyAttachments NONE = new PolicyAttachments(List.of(), List.of());

    private static final int MAX_INLINE = 100;
    private static final int MAX_ATTACHED = 10;

    /**
     * @param owner whose they are, for the ids of inline policies
     * @param maxInlineCharacters of all inline policies together, white space left out
     */
    static ValueReader<PolicyAttachments> reader(Arn owner, int maxInlineCharacters, SharedParts shared) {
        return Values.section(section -> read(section, owner, maxInlineCharacters, shared));
    }

    private static Optional<PolicyAttachments> read(
            Section section, Arn owner, int maxInlineCharacters, SharedParts shared) {
        Field<Map<String, PolicySource>> inline =
                section.optional("inline", Values.named(MAX_INLINE, PolicyReader::source), Map.of());
        Field<List<Located<String>>> attached =
                section.optional("attached", Values.list(MAX_ATTACHED, Values.located(Values.text())), List.of());
        List<ParsedPolicy> parsed = new ArrayList<>();
        FaultSink faults = section::fault;
        int characters = 0;
        for (Map.Entry<String, PolicySource> policy :
                inline.read().orElse(Map.of()).entrySet()) {
            PolicySource source = policy.getValue();
            try {
                Names.groupOrPolicy(policy.getKey());
            } catch (IllegalArgumentException e) {
                faults.add(source.start(), String.valueOf(e.getMessage()));
            }
            PolicyReader.parse(PolicyType.IDENTITY, owner + "#" + policy.getKey(), source, shared, faults)
                    .ifPresent(parsed::add);
            characters += source.nonWhitespaceCharacters();
        }
        if (characters > maxInlineCharacters) {
            faults.add(
                    inline.place(),
                    "the inline policies have " + characters + " characters without white space; " + maxInlineCharacters
                            + " are the most, so move some into managed policies");
        }
        return section.build(() -> new PolicyAttachments(List.copyOf(parsed), attached.value()));
    }
}
