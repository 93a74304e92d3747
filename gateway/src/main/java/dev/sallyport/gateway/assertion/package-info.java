/**
 * The signed statement to an upstream of who calls: a JWT in the header {@code Sallyport-Assertion}; its public key is
 * published for upstreams to verify with. What is signed for others than upstreams is in {@code outbound}, with other
 * keys; nothing else in the gateway signs with JOSE.
 */
@NullMarked
package dev.sallyport.gateway.assertion;

import org.jspecify.annotations.NullMarked;
