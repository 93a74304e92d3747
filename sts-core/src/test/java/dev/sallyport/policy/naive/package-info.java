/**
 * A second policy evaluator, written from the reference alone and as plainly as it can be: it reads the JSON document
 * anew for each request and has its own matchers. It shares with {@code dev.sallyport.policy} the request record and the
 * policy types, nothing that decides. {@code policy.proof} compares the two; nobody else needs it.
 */
@NullMarked
package dev.sallyport.policy.naive;

import org.jspecify.annotations.NullMarked;
