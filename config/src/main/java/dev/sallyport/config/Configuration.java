package dev.sallyport.config;

import java.util.List;

/**
 * Everything the files say, checked: what refers to something refers to something that is there.
 *
 * @param warnings what somebody should be told at each load
 */
public record Configuration(ServerSettings server, Identities identities, List<Warning> warnings) {
    public Configuration {
        warnings = List.copyOf(warnings);
    }
}
