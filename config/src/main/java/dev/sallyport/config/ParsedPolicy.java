package dev.sallyport.config;

import dev.sallyport.config.yaml.Place;
import dev.sallyport.policy.Policy;

/** A policy and the text it was parsed from, for faults that show only when everything is known. */
record ParsedPolicy(Policy policy, PolicySource source) {
    Place at(int line, int column) {
        return source.at(line, column);
    }
}
