/**
 * What the gateway answers a servlet filter: which requests its application has, and whose signature a request that
 * arrived there carries.
 *
 * <p>Actions of the API listener without a line of HTTP in them: they take what arrived and give an answer of
 * {@link dev.sallyport.delegation}, or throw the failure of the filter's own call. The listener mounts them.
 */
@NullMarked
package dev.sallyport.gateway.api.filter;

import org.jspecify.annotations.NullMarked;
