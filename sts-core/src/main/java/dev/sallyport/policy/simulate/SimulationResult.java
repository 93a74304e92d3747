package dev.sallyport.policy.simulate;

import dev.sallyport.policy.MatchedStatement;
import java.util.List;

/**
 * What one action came to.
 *
 * @param resource the resource, or of several the form of their ARNs
 * @param decision of several resources the worst
 * @param matched the statements that decided: the Deny statements of an explicit deny, the Allow statements of an allow
 * @param missingContextValues the condition keys, as the policies have them, that statements wanted and nobody supplied
 * @param resourceResults each resource, where there are several
 */
public record SimulationResult(
        String action,
        String resource,
        Verdict decision,
        List<MatchedStatement> matched,
        List<String> missingContextValues,
        List<ResourceResult> resourceResults) {
    /** One resource of several. */
    public record ResourceResult(String resource, Verdict decision) {}

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
