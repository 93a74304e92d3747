/**
 * Which trust policies let strangers in: the issuers that many organisations share, and what a condition must pin so
 * that only one of them is meant.
 *
 * <p>Pure: values in, problems out. The identity file readers call it for every role.
 */
@NullMarked
package dev.sallyport.config.trust;

import org.jspecify.annotations.NullMarked;
