/**
 * What issuing credentials costs: session tokens and web identity tokens in this process, and whole calls of running
 * servers, ours beside others.
 */
@NullMarked
package dev.sallyport.benchmarks.sts;

import org.jspecify.annotations.NullMarked;
