/**
 * The one table of failures that clients can see, and the one exception that carries a row of it.
 *
 * <p>Inner code picks a row and writes a text that is safe for the caller; only the handlers at the edge turn it into
 * XML or JSON. What the caller may not know travels beside it, for the audit record.
 */
@NullMarked
package dev.sallyport.error;

import org.jspecify.annotations.NullMarked;
