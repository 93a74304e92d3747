/**
 * How a person gets an MFA device: an operator enrolls it, its first two codes enable it, and an operator removes it or
 * unlocks it.
 *
 * <p>It decides nothing about requests and shows nothing: the command line calls it, the store keeps the result, and every
 * call leaves a record in the audit log before it counts.
 */
@NullMarked
package dev.sallyport.gateway.enrolment;

import org.jspecify.annotations.NullMarked;
