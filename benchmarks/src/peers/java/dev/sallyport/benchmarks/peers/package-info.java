/** Engines of others, each in its best documented configuration: compiled, cached, one store per role. */
@NullMarked
package dev.sallyport.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
