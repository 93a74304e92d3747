/** The command line: options in, exit status and readable texts out. What the commands do is elsewhere. */
@NullMarked
package dev.sallyport.gateway.cli;

import org.jspecify.annotations.NullMarked;
