/**
 * The condition keys of a request and where each value comes from. Every key has one origin: the verified credential,
 * the connection, the clock, the route or a parsed parameter, and never a header that merely looks like a key.
 *
 * <p>{@link dev.sallyport.context.SuppliedKeys} is the list of them; a policy that reads another key of ours is refused
 * when it is loaded.
 */
@NullMarked
package dev.sallyport.context;

import org.jspecify.annotations.NullMarked;
