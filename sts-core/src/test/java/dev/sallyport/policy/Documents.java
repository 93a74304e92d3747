package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Policies for tests, with single quotes for double ones. */
final class Documents {
    private Documents() {}

    /** A document of the current version with these elements of a statement; {@code }},{} separates statements. */
    static Policy policy(PolicyType type, String elements) {
        return Policy.parse(type, type.name(), document(elements));
    }

    /** As {@link #policy}, of a document that somebody stored under older rules. */
    static Policy stored(PolicyType type, String elements) {
        return Policy.parseStored(type, type.name(), document(elements));
    }

    /** Why such a document is refused. */
    static MalformedPolicyException refusal(PolicyType type, String elements) {
        return refusalOf(type, document(elements));
    }

    /** Why a whole document is refused. */
    static MalformedPolicyException refusalOf(PolicyType type, String json) {
        MalformedPolicyException fault = catchThrowableOfType(
                MalformedPolicyException.class, () -> Policy.parse(type, "test", json.replace('\'', '"')));
        assertThat(fault).as("refused: " + json).isNotNull();
        return fault;
    }

    private static String document(String elements) {
        return ("{'Version':'2012-10-17','Statement':[{" + elements + "}]}").replace('\'', '"');
    }
}
