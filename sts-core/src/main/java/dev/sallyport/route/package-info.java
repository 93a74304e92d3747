/**
 * Which operation a request is: from host, method and path to an action, a resource ARN and the resource's tags.
 *
 * <p>A path is read here once, by the strictest reading: if an upstream could read it differently, it is refused. Who
 * may do the operation is decided elsewhere ({@code access}); what is forwarded is the raw text that arrived.
 */
@NullMarked
package dev.sallyport.route;

import org.jspecify.annotations.NullMarked;
