package dev.sallyport.access;

import dev.sallyport.directory.Caller;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.Principal;

/**
 * What sessions of users cannot call, whatever their policies say (STS API reference, {@code GetSessionToken} and
 * {@code GetFederationToken}): IAM. A session of the user itself can after it gave an MFA code.
 */
final class SessionLimits {
    private static final String IAM = "iam";

    private SessionLimits() {}

    /** @throws ApiException {@code InvalidClientTokenId}, which is what AWS answers to such sessions */
    static void require(Caller caller, String service) {
        boolean withoutIam = caller.principal() instanceof Principal.FederatedUser
                || (caller.principal() instanceof Principal.User
                        && caller.session().isPresent()
                        && caller.session().flatMap(SessionFacts::mfaAt).isEmpty());
        if (withoutIam && service.equals(IAM)) {
            throw new ApiException(
                    ApiError.INVALID_CLIENT_TOKEN_ID,
                    "The security token included in the request is invalid.",
                    "sessions of federated users, and of users without MFA, cannot call IAM");
        }
    }
}
