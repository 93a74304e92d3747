/** Compares policy documents with each other, as written; what they allow is the evaluator's answer. */
@NullMarked
package dev.sallyport.policy.compare;

import org.jspecify.annotations.NullMarked;
