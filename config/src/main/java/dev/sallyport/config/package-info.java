/** Reads the configuration files once into values that cannot be wrong. */
@NullMarked
package dev.sallyport.config;

import org.jspecify.annotations.NullMarked;
