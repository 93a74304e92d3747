package dev.sallyport.config;

import dev.sallyport.config.yaml.Place;

/** A value and where it stands. */
record Located<T>(Place place, T value) {}
