/**
 * What principals of this gateway show elsewhere: signed tokens that say who they are, and the documents with which
 * anybody verifies them. Its keys and its issuer are not those of the assertions to upstreams.
 */
@NullMarked
package dev.sallyport.gateway.outbound;

import org.jspecify.annotations.NullMarked;
