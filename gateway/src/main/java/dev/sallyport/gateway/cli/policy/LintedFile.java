package dev.sallyport.gateway.cli.policy;

import dev.sallyport.policy.lint.Finding;
import java.util.List;

/** What the linter says about one file. */
public record LintedFile(String file, List<Finding> findings) {
    public LintedFile {
        findings = List.copyOf(findings);
    }
}
