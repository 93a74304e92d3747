/** A gateway, an issuer and an upstream in one process, to try Sallyport out. */
@NullMarked
package dev.sallyport.demo;

import org.jspecify.annotations.NullMarked;
