package dev.sallyport.gateway.api.sts;

import dev.sallyport.gateway.auth.IssuedCredentials;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.protocol.ResultWriter;
import dev.sallyport.session.PackedPolicies;
import dev.sallyport.session.SessionSealer;

/** The structures that the issuing actions answer with, in the shapes of the service model. */
final class ResultMembers {
    private static final int MAX = SessionSealer.MAX_TOKEN_LENGTH;

    private ResultMembers() {}

    /** With how much of the longest token this one takes, which newer clients show. */
    static void credentials(ResultWriter result, IssuedCredentials issued) {
        int size = issued.sessionToken().length();
        result.element("SessionTokenSize", size)
                .element("SessionTokenUtilization", (100L * size + MAX - 1) / MAX)
                .structure(
                        "Credentials",
                        credentials -> credentials
                                .element("AccessKeyId", issued.accessKeyId().value())
                                .element("SecretAccessKey", issued.secret().reveal())
                                .element("SessionToken", issued.sessionToken())
                                .element("Expiration", issued.claims().expiresAt()));
    }

    static void assumedRole(ResultWriter result, IssuedCredentials issued) {
        if (issued.claims().principal() instanceof Principal.RoleSession session) {
            result.structure(
                    "AssumedRoleUser",
                    user -> user.element("AssumedRoleId", session.userId())
                            .element("Arn", session.arn().map(Arn::toString).orElseThrow()));
        }
        result.element("SourceIdentity", issued.claims().sourceIdentity());
        PackedPolicies.percentOf(issued.claims()).ifPresent(percent -> result.element("PackedPolicySize", percent));
    }
}
