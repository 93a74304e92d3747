package dev.sallyport.route;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Tags;

/** What one request asks for: the operation, the ARN of its resource, who owns that, and its tags. */
public record MatchedOperation(Route route, Operation operation, String resource, Tags resourceTags) {
    public String action() {
        return operation.action();
    }

    public AccountId resourceAccount() {
        return operation.resource().account();
    }
}
