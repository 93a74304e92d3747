/**
 * An API that stands in front of nothing: a servlet application that the Sallyport filter guards. It knows the filter's
 * settings and the caller's principal, and nothing of signatures.
 */
@NullMarked
package dev.sallyport.demo.payments;

import org.jspecify.annotations.NullMarked;
