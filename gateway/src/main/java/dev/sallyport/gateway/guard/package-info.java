/**
 * How much work anybody may cause: budgets per source and for all strangers together before a signature or token is looked
 * at, per caller and per issuer after it is verified. The listeners ask; nothing here knows of HTTP.
 */
@NullMarked
package dev.sallyport.gateway.guard;

import org.jspecify.annotations.NullMarked;
