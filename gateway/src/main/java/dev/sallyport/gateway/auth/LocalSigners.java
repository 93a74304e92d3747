package dev.sallyport.gateway.auth;

import dev.sallyport.access.Signer;
import dev.sallyport.access.SignerLookup;
import dev.sallyport.directory.AccessKey;
import dev.sallyport.directory.Caller;
import dev.sallyport.directory.Directory;
import dev.sallyport.directory.Role;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.directory.User;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.Principal;
import dev.sallyport.policy.Policy;
import dev.sallyport.session.InvalidSessionTokenException;
import dev.sallyport.session.SessionClaims;
import dev.sallyport.sigv4.Authorization;
import dev.sallyport.sigv4.SecurityToken;
import dev.sallyport.sigv4.SignedRequest;
import dev.sallyport.sigv4.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Opens session tokens and looks long-term keys up. One is made for each request, on the directory of its snapshot.
 *
 * <p>Everything that does not lead to a credential ends in the same {@code InvalidClientTokenId}; only the audit record
 * says which it was.
 */
public final class LocalSigners implements SignerLookup {
    private final Directory directory;
    private final SessionTokens tokens;

    public LocalSigners(Directory directory, SessionTokens tokens) {
        this.directory = directory;
        this.tokens = tokens;
    }

    @Override
    public Signer find(SignedRequest request, Optional<SecurityToken> sessionToken, String bodySha256, Instant now) {
        Authorization authorization = request.authorization();
        return sessionToken.isPresent() ? ofSession(authorization, sessionToken.get()) : ofLongTermKey(authorization);
    }

    private Signer ofLongTermKey(Authorization authorization) {
        AccessKey key = directory
                .accessKey(authorization.accessKeyId())
                .filter(AccessKey::active)
                .orElseThrow(() -> invalid("there is no active access key `" + authorization.accessKeyId() + "`"));
        User user = directory.user(key.user()).orElseThrow(() -> invalid("the user of the access key is gone"));
        return new Signer(
                Caller.of(user),
                SigningKey.derive(key.secret(), authorization.scope()),
                Optional.empty(),
                Optional.empty());
    }

    private Signer ofSession(Authorization authorization, SecurityToken token) {
        SessionClaims claims;
        try {
            claims = tokens.open(authorization.accessKeyId(), token.reveal());
        } catch (InvalidSessionTokenException e) {
            throw invalid("the session token does not open beside this access key id");
        }
        return new Signer(
                caller(claims),
                SigningKey.derive(claims.secret(), authorization.scope()),
                Optional.of(claims.expiresAt()),
                tokens.revocation(claims));
    }

    /** The session's principal as it is now: its policies are read anew, and a principal that is gone has none. */
    private Caller caller(SessionClaims claims) {
        Optional<SessionFacts> facts = Optional.of(SessionFacts.of(claims));
        List<Policy> sessionPolicies = SessionPolicies.of(claims, directory);
        if (claims.principal() instanceof Principal.RoleSession session) {
            Role role = directory.role(session.roleId()).orElseThrow(() -> invalid("the role of the session is gone"));
            return new Caller(
                    session,
                    role.tags().overriddenBy(claims.sessionTags()),
                    role.policies(),
                    role.boundary(),
                    sessionPolicies,
                    facts);
        }
        if (claims.principal() instanceof Principal.User principal) {
            User user = directory.user(principal.id()).orElseThrow(() -> invalid("the user of the session is gone"));
            return new Caller(user.principal(), user.tags(), user.policies(), user.boundary(), sessionPolicies, facts);
        }
        if (claims.principal() instanceof Principal.FederatedUser federated) {
            User user = directory
                    .user(federated.caller().id())
                    .orElseThrow(() -> invalid("the user who let this federated user in is gone"));
            return new Caller(
                    federated,
                    user.tags().overriddenBy(claims.sessionTags()),
                    user.policies(),
                    user.boundary(),
                    sessionPolicies,
                    facts);
        }
        throw invalid("the session is neither a role's nor a user's");
    }

    private static ApiException invalid(String reason) {
        return new ApiException(
                ApiError.INVALID_CLIENT_TOKEN_ID, "The security token included in the request is invalid.", reason);
    }
}
