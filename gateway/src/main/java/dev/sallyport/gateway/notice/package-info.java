/**
 * Telling people that a break-glass role was assumed: what is said, made durable before credentials leave, and the thread
 * that delivers it until it has been.
 *
 * <p>Whether somebody may assume the role is decided elsewhere. What waits for delivery is kept by {@code state}.
 */
@NullMarked
package dev.sallyport.gateway.notice;

import org.jspecify.annotations.NullMarked;
