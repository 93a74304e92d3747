/**
 * What every engine is asked: policies, requests and the expected outcomes, made from a seed. Knows no engine; the
 * outcomes come from {@code Oracle}, the plainest evaluator that can be written for these policies.
 */
@NullMarked
package dev.sallyport.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
