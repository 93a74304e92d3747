package dev.sallyport.benchmarks.workload;

/** The answer to one request. */
public enum Outcome {
    ALLOW,
    IMPLICIT_DENY,
    EXPLICIT_DENY;

    public boolean isAllow() {
        return this == ALLOW;
    }
}
