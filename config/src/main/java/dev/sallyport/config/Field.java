package dev.sallyport.config;

import dev.sallyport.config.yaml.Place;
import java.util.Optional;

/**
 * One setting of a {@link Section} that has been read.
 *
 * @param place where it stands, or, if it is not there, where its section begins
 * @param present whether the file says it, rather than the default
 */
record Field<T>(Place place, boolean present, Optional<T> read) {
    /** The value. Only {@link Section#build} may ask, which knows that there is one. */
    T value() {
        return read.orElseThrow();
    }
}
