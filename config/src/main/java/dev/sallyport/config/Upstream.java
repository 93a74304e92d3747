package dev.sallyport.config;

import java.net.URI;
import java.time.Duration;

/**
 * An API behind the proxy.
 *
 * @param name also the audience of the identity assertions it gets
 * @param url scheme, host and port, without a path
 * @param timeout how long it may take to begin its answer
 */
public record Upstream(String name, URI url, Duration timeout) {}
