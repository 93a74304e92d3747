/** The demo's part of the command line: {@code demo} and what asks a demo that is up. */
@NullMarked
package dev.sallyport.demo.cli;

import org.jspecify.annotations.NullMarked;
