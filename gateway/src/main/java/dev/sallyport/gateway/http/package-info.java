/**
 * Between Jetty and our values: listeners, the exact request head, bodies within bounds, where a request came from, and
 * what strangers may cost.
 *
 * <p>Jetty's types end here. The API and proxy listeners each give an {@link dev.sallyport.gateway.http.Endpoint}, which
 * gets an {@link dev.sallyport.gateway.http.Exchange} per request; nothing here decides about one beyond whether it is
 * well-formed and within its bounds.
 */
@NullMarked
package dev.sallyport.gateway.http;

import org.jspecify.annotations.NullMarked;
