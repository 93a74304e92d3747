/**
 * Which ports the demo listens on: its own, those it was told, and where to go when one is taken.
 *
 * <p>The decision is pure; {@link dev.sallyport.demo.port.FreePorts} alone asks the machine.
 */
@NullMarked
package dev.sallyport.demo.port;

import org.jspecify.annotations.NullMarked;
