package dev.sallyport.gateway.api.sts;

import dev.sallyport.gateway.auth.IssuedCredentials;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.protocol.XmlWriter;
import dev.sallyport.session.PackedPolicies;

/** The structures that the issuing actions answer with, in the shapes of the service model. */
final class CredentialsXml {
    private CredentialsXml() {}

    static void credentials(XmlWriter result, IssuedCredentials issued) {
        result.structure(
                "Credentials",
                credentials -> credentials
                        .element("AccessKeyId", issued.accessKeyId().value())
                        .element("SecretAccessKey", issued.secret().reveal())
                        .element("SessionToken", issued.sessionToken())
                        .element("Expiration", issued.claims().expiresAt()));
    }

    static void assumedRole(XmlWriter result, IssuedCredentials issued) {
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
