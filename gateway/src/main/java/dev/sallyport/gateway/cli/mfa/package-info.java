/** How an MFA device looks on a terminal, as an image and as JSON. What becomes of it is {@code enrolment}'s. */
@NullMarked
package dev.sallyport.gateway.cli.mfa;

import org.jspecify.annotations.NullMarked;
