/**
 * Asks the evaluator what it would say: the semantics and output of IAM's SimulateCustomPolicy. It owns no rule of its own
 * about what is allowed. The command line's {@code policy simulate} and {@code policy explain} call it.
 */
@NullMarked
package dev.sallyport.policy.simulate;

import org.jspecify.annotations.NullMarked;
