/**
 * Reads the configuration files, once, into values that cannot be wrong.
 *
 * <p>{@link dev.sallyport.config.ConfigurationLoader} answers a {@link dev.sallyport.config.Configuration} in which every
 * name leads somewhere, or every fault of every file with its line. Only files are touched here; what becomes of the
 * values (unique ids, listeners, TLS) is the gateway's, which calls this at start and at each reload.
 */
@NullMarked
package dev.sallyport.config;

import org.jspecify.annotations.NullMarked;
