package dev.sallyport.gateway.api.sts;

import dev.sallyport.config.Upstream;
import dev.sallyport.directory.Caller;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.api.Action;
import dev.sallyport.gateway.api.Answer;
import dev.sallyport.gateway.api.Call;
import dev.sallyport.gateway.api.CallerKind;
import dev.sallyport.gateway.audit.AuditField;
import dev.sallyport.gateway.outbound.OutboundClaims;
import dev.sallyport.gateway.outbound.OutboundTokens;
import dev.sallyport.gateway.state.Snapshot;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.protocol.QueryParameters;
import dev.sallyport.role.CallerPermission;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code GetWebIdentityToken}: a signed token by which others, outside of this installation, know who the caller is. */
public final class GetWebIdentityToken implements Action {
    private static final Duration DEFAULT_DURATION = Duration.ofMinutes(5);

    private final OutboundTokens tokens;
    private final Supplier<String> newIds;

    public GetWebIdentityToken(OutboundTokens tokens, Supplier<String> newIds) {
        this.tokens = tokens;
        this.newIds = newIds;
    }

    @Override
    public String name() {
        return "GetWebIdentityToken";
    }

    @Override
    public boolean needsSignature() {
        return true;
    }

    @Override
    public Set<CallerKind> callers() {
        return EnumSet.of(CallerKind.USER_KEY, CallerKind.ROLE_SESSION);
    }

    @Override
    public Answer perform(Call call) {
        QueryParameters parameters = call.parameters();
        List<String> audiences = parameters.texts("Audience");
        String algorithm = parameters.required("SigningAlgorithm", name -> name);
        Duration duration = SessionParameters.duration(parameters).orElse(DEFAULT_DURATION);
        Tags tags = SessionParameters.tags(parameters);
        Caller caller = call.signedBy();
        AccountId account = caller.principal().account().orElseThrow();
        String self = Arn.sts(account, "self").toString();
        call.trail().asks("sts:GetWebIdentityToken", self);
        call.record().set(AuditField.AUDIENCE, audiences).set(AuditField.SESSION_TAGS, SessionParameters.shown(tags));

        Consumer<ConditionContext.Builder> keys = context -> {
            context.putAll("sts:IdentityTokenAudience", audiences);
            context.put("sts:SigningAlgorithm", algorithm);
            context.put("sts:DurationSeconds", Long.toString(duration.toSeconds()));
            CallerPermission.addTagKeys(context, tags);
        };
        CallerPermission.require(caller, "sts:GetWebIdentityToken", self, call.facts(), keys);
        if (!tags.isEmpty()) {
            CallerPermission.require(caller, "sts:TagGetWebIdentityToken", self, call.facts(), keys);
        }
        if (!call.snapshot().hasOutboundWebIdentity(account)) {
            throw new ApiException(
                    ApiError.OUTBOUND_WEB_IDENTITY_DISABLED,
                    "outbound web identity federation is not enabled for the account " + account
                            + ": whoever runs the gateway sets `outbound-web-identity: true` in a file of the account");
        }
        audiences.forEach(audience -> refuseUpstream(audience, call.snapshot()));

        Instant now = call.facts().now().truncatedTo(ChronoUnit.SECONDS);
        Instant expires = now.plus(duration);
        refuseOutliving(caller, expires);
        String token = tokens.sign(
                algorithm,
                new OutboundClaims(
                        principal(caller.principal()).toString(),
                        audiences,
                        now,
                        expires,
                        newIds.get(),
                        claims(caller, account, call.facts().region(), tags)));
        return Answer.of(result -> result.element("WebIdentityToken", token).element("Expiration", expires));
    }

    /** Upstreams know callers by assertions; a token that names one could be taken for an assertion. */
    private static void refuseUpstream(String audience, Snapshot snapshot) {
        for (var route : snapshot.configuration().server().routes()) {
            if (names(audience, route.upstream())) {
                throw new ApiException(
                        ApiError.VALIDATION_ERROR,
                        "the audience `" + audience + "` is an upstream of this gateway, which learns who calls from"
                                + " the gateway's assertions: call it through the proxy");
            }
        }
    }

    private static boolean names(String audience, Upstream upstream) {
        URI url = upstream.url();
        String server = url.getScheme() + "://" + url.getAuthority();
        return audience.equalsIgnoreCase(upstream.name())
                || audience.equalsIgnoreCase(server)
                || audience.regionMatches(true, 0, server + "/", 0, server.length() + 1);
    }

    private static void refuseOutliving(Caller caller, Instant expires) {
        caller.session().map(SessionFacts::expiresAt).filter(expires::isAfter).ifPresent(end -> {
            throw new ApiException(
                    ApiError.SESSION_DURATION_ESCALATION,
                    "the token would end after the session that asks for it, which ends at " + end
                            + ": pass a shorter DurationSeconds");
        });
    }

    private static Map<String, Object> claims(Caller caller, AccountId account, String region, Tags requestTags) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aws_account", account.digits());
        claims.put("source_region", region);
        claims.put("principal_id", principal(caller.principal()).toString());
        put(claims, "principal_tags", caller.tags());
        put(claims, "request_tags", requestTags);
        caller.session().ifPresent(session -> {
            claims.put("original_session_exp", session.expiresAt().toString());
            session.sourceIdentity().ifPresent(identity -> claims.put("source_identity", identity));
            session.federatedProvider().ifPresent(provider -> claims.put("federated_provider", provider.toString()));
        });
        return claims;
    }

    private static void put(Map<String, Object> claims, String name, Tags tags) {
        if (!tags.isEmpty()) {
            Map<String, String> values = new TreeMap<>();
            tags.all().forEach(tag -> values.put(tag.key(), tag.value()));
            claims.put(name, values);
        }
    }

    /** The role and not its session, so that whoever verifies sees the same name each time. */
    private static Arn principal(Principal principal) {
        return principal instanceof Principal.RoleSession session
                ? session.roleArn()
                : principal.arn().orElseThrow();
    }
}
