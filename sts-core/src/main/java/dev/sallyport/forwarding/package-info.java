/**
 * What an API gets to see of a request that was granted, and what its client sees of one that was refused.
 *
 * <p>Proxy and servlet filter both forward and both refuse; which headers they withhold and how a refusal looks is said
 * here once. Whether a request is granted is decided in {@code access}.
 */
@NullMarked
package dev.sallyport.forwarding;

import org.jspecify.annotations.NullMarked;
