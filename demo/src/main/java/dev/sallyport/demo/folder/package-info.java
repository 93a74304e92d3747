/**
 * The demo's folder of this checkout, {@code .demo/}: the keys and secrets it is played with, made on first use, and where a
 * running demo listens.
 *
 * <p>Nothing in it is the same in two checkouts, everything in it is for its owner alone, and no secret in it is ever
 * replaced.
 */
@NullMarked
package dev.sallyport.demo.folder;

import org.jspecify.annotations.NullMarked;
