/**
 * One-time codes of MFA devices: how a code follows from a seed, and whether a code is accepted.
 *
 * <p>The decision is pure: the state of a device goes in and the next state comes out. Whose device it is, opening the
 * seed and the one conditional write that spends a step belong to the gateway, which writes before it builds
 * credentials; without that write a code was not accepted.
 */
@NullMarked
package dev.sallyport.mfa;

import org.jspecify.annotations.NullMarked;
