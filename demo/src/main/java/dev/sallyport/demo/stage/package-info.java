/**
 * What the tour is played on: the gateway and everything around it, started and stopped together. The only place in the demo
 * that knows all its parts.
 */
@NullMarked
package dev.sallyport.demo.stage;

import org.jspecify.annotations.NullMarked;
