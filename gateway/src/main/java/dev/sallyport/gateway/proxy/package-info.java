/**
 * The proxy listener: a request is decided by {@link dev.sallyport.access.Access}, recorded, and only then forwarded with
 * a signed identity. {@link dev.sallyport.gateway.proxy.ProxyEndpoint} tells it from top to bottom.
 */
@NullMarked
package dev.sallyport.gateway.proxy;

import org.jspecify.annotations.NullMarked;
