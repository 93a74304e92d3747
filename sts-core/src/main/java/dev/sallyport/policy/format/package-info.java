/**
 * Writes a policy document in one canonical layout. It owns order, white space and escapes, and nothing of what a policy
 * means. The command line's {@code policy format} calls it.
 */
@NullMarked
package dev.sallyport.policy.format;

import org.jspecify.annotations.NullMarked;
