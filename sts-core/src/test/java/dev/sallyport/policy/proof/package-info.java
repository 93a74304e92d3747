/**
 * The proof of {@code dev.sallyport.policy} by whole requests: a seeded generator of them, the comparison of the engine
 * with {@code policy.naive}, the measure of what the generator reaches, properties that hold for every request, and
 * defects put into a copy of the engine to see them found.
 */
@NullMarked
package dev.sallyport.policy.proof;

import org.jspecify.annotations.NullMarked;
