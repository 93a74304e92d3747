package dev.sallyport.config.yaml;

/** A value in a YAML file and where it begins. Immutable. */
public sealed interface YamlNode permits YamlMapping, YamlSequence, YamlScalar {
    Place place();

    /** What this is, for error texts: {@code a mapping}, {@code a list}, {@code a number}. */
    String kind();
}
