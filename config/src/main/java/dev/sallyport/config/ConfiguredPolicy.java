package dev.sallyport.config;

import dev.sallyport.config.yaml.Place;
import dev.sallyport.policy.Policy;
import java.nio.file.Path;

/**
 * A policy of a configuration and where its text stands, for whoever says something about it.
 *
 * @param line the line of the first character of the policy's text
 * @param column its column; all further lines of the policy are indented alike
 */
public record ConfiguredPolicy(Policy policy, Path file, int line, int column) {
    static ConfiguredPolicy of(ParsedPolicy parsed) {
        Place start = parsed.source().start();
        return new ConfiguredPolicy(parsed.policy(), start.file(), start.line(), start.column());
    }
}
