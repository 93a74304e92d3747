/** The running server and its command line. */
@NullMarked
package dev.sallyport.gateway;

import org.jspecify.annotations.NullMarked;
