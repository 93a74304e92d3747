/**
 * What each listener does with a request that came in: the record is opened, the endpoint asked, the answer or refusal
 * written, whatever happens. Neither HTTP nor decisions are made here.
 */
@NullMarked
package dev.sallyport.gateway.server;

import org.jspecify.annotations.NullMarked;
