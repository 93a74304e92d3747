package dev.sallyport.policy.simulate;

import dev.sallyport.policy.MatchedStatement;
import java.util.List;
import java.util.Optional;

/**
 * What one action came to.
 *
 * @param resource the resource, or of several the form of their ARNs
 * @param decision of several resources the worst
 * @param matched the statements that decided: the Deny statements of an explicit deny, the Allow statements of an allow;
 *     those of service control policies are not named
 * @param missingContextValues the condition keys, as the policies have them, that statements wanted and nobody supplied
 * @param ceilings of several resources, whether every one of them passes
 * @param resourceResults each resource, where any was named
 */
public record SimulationResult(
        String action,
        String resource,
        Verdict decision,
        List<MatchedStatement> matched,
        List<String> missingContextValues,
        Ceilings ceilings,
        List<ResourceResult> resourceResults) {
    /** One of the resources that were named, with what the whole result has. */
    public record ResourceResult(
            String resource,
            Verdict decision,
            List<MatchedStatement> matched,
            List<String> missingContextValues,
            Ceilings ceilings) {
        public ResourceResult {
            matched = List.copyOf(matched);
            missingContextValues = List.copyOf(missingContextValues);
        }
    }

    /**
     * What the policies that only limit say, whatever the others do; empty where there is none of the type.
     *
     * @param boundary whether the permissions boundary allows it
     * @param organizations whether the service control policies do
     */
    public record Ceilings(Optional<Boolean> boundary, Optional<Boolean> organizations) {
        Ceilings and(Ceilings other) {
            return new Ceilings(both(boundary, other.boundary), both(organizations, other.organizations));
        }

        private static Optional<Boolean> both(Optional<Boolean> one, Optional<Boolean> other) {
            return one.flatMap(allowed -> other.map(too -> allowed && too));
        }
    }

    /** The words of the API, from best to worst. */
    public enum Verdict {
        ALLOWED("allowed"),
        IMPLICIT_DENY("implicitDeny"),
        EXPLICIT_DENY("explicitDeny");

        private final String written;

        Verdict(String written) {
            this.written = written;
        }

        public String written() {
            return written;
        }
    }

    public SimulationResult {
        matched = List.copyOf(matched);
        missingContextValues = List.copyOf(missingContextValues);
        resourceResults = List.copyOf(resourceResults);
    }
}
