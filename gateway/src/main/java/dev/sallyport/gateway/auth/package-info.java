/**
 * Whose credential an access key is, from this node's key ring and directory, and whether a person's MFA code holds.
 *
 * <p>It verifies no signature itself: {@link dev.sallyport.access.Authentication} does, with what is found here.
 */
@NullMarked
package dev.sallyport.gateway.auth;

import org.jspecify.annotations.NullMarked;
