/**
 * Tells what is wrong, dangerous or useless in a policy document, before anybody stores it.
 *
 * <p>It reads the document as written, also one that {@code dev.sallyport.policy} would refuse, and so has its own tolerant
 * view of statements. It decides nothing: what a policy allows is the evaluator's answer. {@link
 * dev.sallyport.policy.lint.Check} is the list of everything it can say; one class per subject says it. The command line's
 * {@code policy lint} calls it.
 */
@NullMarked
package dev.sallyport.policy.lint;

import org.jspecify.annotations.NullMarked;
