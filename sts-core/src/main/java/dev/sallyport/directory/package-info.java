/**
 * Who there is: users, roles, access keys and MFA devices with their policies, as one immutable value; and
 * {@link dev.sallyport.directory.Caller}, what a credential stands for.
 *
 * <p>Built by the gateway from checked configuration and the unique ids of its store; read by everything that asks "who
 * is this". It decides nothing.
 */
@NullMarked
package dev.sallyport.directory;

import org.jspecify.annotations.NullMarked;
