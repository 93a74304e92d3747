package dev.sallyport.config;

/** What one identity assertion to an upstream speaks for. */
public enum AssertionMode {
    /** One for each session and upstream, used again for a short time. */
    SESSION,
    /** One for each request, bound to its method, host, target and body. */
    REQUEST
}
