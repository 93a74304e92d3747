/**
 * Runs policy cases written as data: what a request, a condition or a document must come to.
 *
 * <p>It reads the case files, asks {@code dev.sallyport.policy} and compares. The build's conformance test and the command
 * line's {@code policy evaluate --cases} run the same code. Reading files is theirs.
 */
@NullMarked
package dev.sallyport.policy.cases;

import org.jspecify.annotations.NullMarked;
