/**
 * Whether one caller's flood is felt by another: how long a calm caller waits alone, and beside each kind of flood, against
 * a gateway as it is shipped. {@code Suite} runs it.
 */
@NullMarked
package dev.sallyport.benchmarks.flood;

import org.jspecify.annotations.NullMarked;
