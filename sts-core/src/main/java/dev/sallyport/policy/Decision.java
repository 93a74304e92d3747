package dev.sallyport.policy;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The answer to one request, with its reasons. */
public sealed interface Decision {
    /** Whether the request may go on. */
    default boolean isAllowed() {
        return this instanceof Allowed;
    }

    /**
     * @param by the statements that allow it: after {@link PolicyEvaluator#evaluate} at least one, after
     *     {@link PolicyEvaluator#explain} all
     */
    record Allowed(List<MatchedStatement> by) implements Decision {
        public Allowed {
            by = List.copyOf(by);
        }
    }

    /**
     * @param explicit whether a Deny statement applies; otherwise nothing that would have to allow it does
     * @param stoppedBy the type of the Deny, or the type that does not allow what the others would
     * @param by the Deny statements: after {@code evaluate} one, after {@code explain} all
     * @param nearMisses statements about this action that did not apply, and why; only after {@code explain}
     * @param missingKeys the condition keys that such statements wanted and the request did not have, in lower case; only
     *     after {@code explain}
     */
    record Denied(
            boolean explicit,
            PolicyType stoppedBy,
            List<MatchedStatement> by,
            List<NearMiss> nearMisses,
            SortedSet<String> missingKeys)
            implements Decision {
        public Denied {
            by = List.copyOf(by);
            nearMisses = List.copyOf(nearMisses);
            missingKeys = missingKeys.isEmpty()
                    ? Collections.emptySortedSet()
                    : Collections.unmodifiableSortedSet(new TreeSet<>(missingKeys));
        }

        /** Without what only an explanation shows. */
        static Denied briefly(boolean explicit, PolicyType stoppedBy, List<MatchedStatement> by) {
            return new Denied(explicit, stoppedBy, by, List.of(), Collections.emptySortedSet());
        }
    }
}
