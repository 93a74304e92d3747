/**
 * May this caller become this role, and what will the session be: trust policy and the caller's own side, MFA, duration,
 * tags, source identity, chaining.
 *
 * <p>Pure. It neither checks signatures, tokens or codes nor seals anything: it is given who calls and answers with the
 * claims of the session.
 */
@NullMarked
package dev.sallyport.role;

import org.jspecify.annotations.NullMarked;
