/**
 * Sallyport to try out, on one machine: the gateway, a CI system's issuer and two APIs, and a tour of them.
 *
 * <p>Each part is what it would be in real life and meets the others over HTTP only. Nothing of the product uses this.
 */
@NullMarked
package dev.sallyport.demo;

import org.jspecify.annotations.NullMarked;
