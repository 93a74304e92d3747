/** A servlet filter for APIs that verify requests themselves. */
@NullMarked
package dev.sallyport.filter;

import org.jspecify.annotations.NullMarked;
