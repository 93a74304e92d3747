/**
 * The demo user's MFA device: shows a code that the gateway has not taken yet.
 *
 * <p>A phone would show the code of the moment, spent or not; people see that and wait. Here the wait is done for them.
 */
@NullMarked
package dev.sallyport.demo.mfa;

import org.jspecify.annotations.NullMarked;
