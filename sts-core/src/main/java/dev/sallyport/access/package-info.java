/**
 * One request: who is this, may they. {@link dev.sallyport.access.Access} is the single method that proxy and filter both
 * call; {@link dev.sallyport.access.Authentication} is the part of it that STS and the admin calls share.
 *
 * <p>It reads no body and opens no token by itself: the edge gives it the body on demand, and a
 * {@link dev.sallyport.access.SignerLookup} says whose credential an access key is.
 */
@NullMarked
package dev.sallyport.access;

import org.jspecify.annotations.NullMarked;
