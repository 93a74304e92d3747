/**
 * A servlet filter with which an application verifies and decides its requests itself, as the gateway's proxy would: by
 * the one method of {@code access}, with routes, keys and policies that the gateway hands out.
 *
 * <p>It owns the way to the gateway, what is kept of its answers and for how long, and what the application gets to see of
 * a request. It never holds a session's secret or a key that opens or makes sessions. Servlet containers call it;
 * applications meet {@link dev.sallyport.filter.SallyportPrincipal}.
 */
@NullMarked
package dev.sallyport.filter;

import org.jspecify.annotations.NullMarked;
