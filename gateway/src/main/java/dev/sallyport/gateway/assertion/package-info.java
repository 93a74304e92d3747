/**
 * The signed statement to an upstream of who calls: a JWT in the header {@code Sallyport-Assertion}. The one place in
 * the gateway that signs with JOSE; its public key is published for upstreams to verify with.
 */
@NullMarked
package dev.sallyport.gateway.assertion;

import org.jspecify.annotations.NullMarked;
