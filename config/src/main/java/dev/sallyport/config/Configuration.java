package dev.sallyport.config;

import java.util.List;

/**
 * Everything the files say, checked: what refers to something refers to something that is there.
 *
 * @param policies every policy once, by account
 * @param warnings what somebody should be told at each load
 */
public record Configuration(
        ServerSettings server, Identities identities, List<ConfiguredPolicy> policies, List<Warning> warnings) {
    public Configuration {
        policies = List.copyOf(policies);
        warnings = List.copyOf(warnings);
    }

    /** The same with another server. */
    public Configuration withServer(ServerSettings other) {
        return new Configuration(other, identities, policies, warnings);
    }
}
