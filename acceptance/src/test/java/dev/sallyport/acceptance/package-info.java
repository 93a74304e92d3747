/** The running gateway, driven from outside by clients that others wrote. */
@NullMarked
package dev.sallyport.acceptance;

import org.jspecify.annotations.NullMarked;
