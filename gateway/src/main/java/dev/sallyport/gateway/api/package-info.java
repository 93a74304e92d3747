/**
 * The Query API: one endpoint, a table of actions, the AWS error document. What every action shares (limits, signature,
 * audit, answer) is in {@link dev.sallyport.gateway.api.QueryEndpoint}, so no action can leave it out. No Jetty in here.
 */
@NullMarked
package dev.sallyport.gateway.api;

import org.jspecify.annotations.NullMarked;
