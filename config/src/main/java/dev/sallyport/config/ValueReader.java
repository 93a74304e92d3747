package dev.sallyport.config;

import dev.sallyport.config.yaml.FaultSink;
import dev.sallyport.config.yaml.YamlNode;
import java.util.Optional;

/** Makes a value of a node, or reports why it cannot and answers empty. */
@FunctionalInterface
interface ValueReader<T> {
    Optional<T> read(YamlNode node, FaultSink faults);
}
