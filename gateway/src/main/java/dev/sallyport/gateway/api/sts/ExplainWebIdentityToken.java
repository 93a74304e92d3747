package dev.sallyport.gateway.api.sts;

import dev.sallyport.access.Access;
import dev.sallyport.access.AuthenticatedCaller;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.api.Action;
import dev.sallyport.gateway.api.Answer;
import dev.sallyport.gateway.api.Call;
import dev.sallyport.gateway.api.CallerKind;
import dev.sallyport.gateway.audit.AuditField;
import dev.sallyport.gateway.explain.TokenExplanation;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.Tags;
import dev.sallyport.oidc.IdTokenFault;
import dev.sallyport.oidc.IdTokenFaults;
import dev.sallyport.oidc.IdTokenRefusal;
import dev.sallyport.oidc.OidcProvider;
import dev.sallyport.oidc.UnverifiedIdToken;
import dev.sallyport.oidc.VerifiedIdToken;
import dev.sallyport.oidc.jwks.JwksCache;
import dev.sallyport.sigv4.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code ExplainWebIdentityToken}, which AWS does not have: what {@code sallyport token explain} says, of the running gateway.
 * It is for callers who sign and may do it on a provider of their own account, and for tokens that are good and meet the
 * provider's {@code explain-to}. Nothing is minted.
 */
public final class ExplainWebIdentityToken implements Action {
    /** As many accounts may trust one issuer before each question costs too many signatures. */
    private static final int MAX_PROVIDERS = 16;

    private final JwksCache keys;

    public ExplainWebIdentityToken(JwksCache keys) {
        this.keys = keys;
    }

    @Override
    public String name() {
        return "ExplainWebIdentityToken";
    }

    @Override
    public boolean needsSignature() {
        return false;
    }

    /** Those who may ask anything of their account, and whoever comes with a token and no signature. */
    @Override
    public Set<CallerKind> callers() {
        return EnumSet.of(CallerKind.USER_KEY, CallerKind.ROLE_SESSION);
    }

    @Override
    public Answer perform(Call call) {
        String text = call.parameters().required("WebIdentityToken", token -> token);
        call.record().set(AuditField.TOKEN_SHA256, Sha256.hex(text.getBytes(StandardCharsets.UTF_8)));
        call.trail().asks(OidcProvider.EXPLAIN, "*");
        UnverifiedIdToken token = UnverifiedIdToken.parse(text);

        List<OidcProvider> explained = explained(token, call);

        Instant now = call.facts().now();
        TokenExplanation explanation = TokenExplanation.of(
                token,
                explained,
                call.snapshot().configuration(),
                (unverified, provider) -> hasGoodSignature(unverified, provider, now),
                now);
        return Answer.of(result -> result.element("Explanation", explanation.text()));
    }

    /** A token whose claims are refused had its signature verified before: the rules are asked in their order. */
    private boolean hasGoodSignature(UnverifiedIdToken token, OidcProvider provider, Instant now) {
        try {
            keys.verify(token, provider, now);
        } catch (IdTokenRefusal refusal) {
            if (refusal.fault().rule().compareTo(IdTokenFault.Rule.SIGNATURE) <= 0) {
                throw refusal;
            }
        }
        return true;
    }

    /** The providers of the token's issuer of which the caller may know. */
    private List<OidcProvider> explained(UnverifiedIdToken token, Call call) {
        List<OidcProvider> explained = new ArrayList<>();
        Optional<ApiException> refusal = Optional.empty();
        List<OidcProvider> candidates = call.snapshot().oidcProviders().stream()
                .filter(provider -> provider.issuer().text().equals(token.issuer()))
                .sorted(Comparator.comparing(provider -> provider.arn().toString()))
                .limit(MAX_PROVIDERS)
                .toList();
        for (OidcProvider provider : candidates) {
            try {
                if (call.caller().isPresent()) {
                    requirePermission(call.caller().get(), provider, call);
                } else {
                    requireExplainTo(token, provider, call);
                }
                explained.add(provider);
            } catch (ApiException refused) {
                // That the token is good and not enough says more than that it is for somebody else too.
                refusal = refusal.filter(first -> refused.error() != ApiError.ACCESS_DENIED)
                        .or(() -> Optional.of(refused));
            }
        }
        if (explained.isEmpty()) {
            throw refusal.orElseGet(() -> IdTokenFaults.noProvider(token.issuer(), Optional.empty()));
        }
        return explained;
    }

    private static void requirePermission(AuthenticatedCaller signed, OidcProvider provider, Call call) {
        Principal principal = signed.caller().principal();
        if (!principal.account().equals(Optional.of(provider.account()))) {
            throw refused("a provider of another account than the caller's");
        }
        Access.authorise(
                signed.caller(),
                OidcProvider.EXPLAIN,
                provider.arn().toString(),
                provider.account(),
                Tags.NONE,
                call.facts());
    }

    private void requireExplainTo(UnverifiedIdToken token, OidcProvider provider, Call call) {
        Instant now = call.facts().now();
        VerifiedIdToken identity = keys.verify(token, provider, now);
        call.trail().is(new Principal.WebIdentity(provider.account(), provider.arn()), identity.subject());
        call.record().set(AuditField.PROVIDER, provider.arn().toString()).set(AuditField.SUBJECT, identity.subject());
        if (!identity.mayBeExplained()) {
            throw refused("the token does not meet `explain-to` of the provider");
        }
    }

    private static ApiException refused(String reason) {
        return new ApiException(ApiError.ACCESS_DENIED, "Not authorized to perform " + OidcProvider.EXPLAIN, reason);
    }
}
