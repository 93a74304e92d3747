/**
 * Runs policy cases written as data: what a request, a condition or a document must come to.
 *
 * <p>It reads the text of case files, asks {@code dev.sallyport.policy} and compares. The build's conformance test gives it
 * the files; nothing that serves a request uses it.
 */
@NullMarked
package dev.sallyport.policy.cases;

import org.jspecify.annotations.NullMarked;
