/** Attacks on the running gateway, as bytes on a socket. */
@NullMarked
package dev.sallyport.acceptance.attacks;

import org.jspecify.annotations.NullMarked;
