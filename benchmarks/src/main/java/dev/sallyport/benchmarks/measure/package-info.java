/** Measures one thing in a JVM of its own, and holds and shows what came out. Knows nothing of what is measured. */
@NullMarked
package dev.sallyport.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
