package dev.sallyport.policy.cases;

import dev.sallyport.identity.Arn;
import dev.sallyport.protocol.QueryParameters;

/** An operation of the API as far as a case can see it: it answers, or it refuses. */
@FunctionalInterface
public interface ApiOperation {
    /** What a case means by {@code $role}: its trust policy lets its account assume it and tag the session. */
    Arn ROLE = Arn.parse("arn:aws:iam::111122223333:role/the-role");

    /**
     * @throws dev.sallyport.error.ApiException when it refuses
     * @throws IllegalArgumentException when a case cannot ask for this here
     */
    void call(QueryParameters parameters);
}
