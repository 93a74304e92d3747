/** The engines that are compared, each behind the same two methods. */
@NullMarked
package dev.sallyport.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
