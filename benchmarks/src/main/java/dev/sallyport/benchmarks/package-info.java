/**
 * Runs the suite of {@code docs/performance.md}: checks that all engines agree, measures them in turns, and writes the
 * tables. Never shipped.
 */
@NullMarked
package dev.sallyport.benchmarks;

import org.jspecify.annotations.NullMarked;
