package dev.sallyport.policy.compare;

import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.Decision;

/** A request that two policies, each alone, decide on differently. */
public record PolicyDifference(AuthorizationRequest request, Decision before, Decision after) {}
