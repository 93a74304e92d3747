/**
 * What outlives a process: unique ids, the principals that trust policies were resolved to, spent MFA steps, and the
 * wrapped keys.
 *
 * <p>Stores act and do not decide: what a code is worth says {@code mfa}, what a token holds says {@code session}. Root
 * key, randomness and time come in as values. {@code Gateway} opens the stores; the reload and the actions that spend
 * something call them. No decision about a proxied request ever waits for this package.
 */
@NullMarked
package dev.sallyport.gateway.state;

import org.jspecify.annotations.NullMarked;
