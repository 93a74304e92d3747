package dev.sallyport.role;

import dev.sallyport.context.CallerKeys;
import dev.sallyport.context.RequestFacts;
import dev.sallyport.context.ResourceKeys;
import dev.sallyport.directory.BreakGlass;
import dev.sallyport.directory.Caller;
import dev.sallyport.directory.Role;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.error.AuthorizationFailure;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.Decision;
import dev.sallyport.policy.DenialDocument;
import dev.sallyport.policy.DenialReason;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyEvaluator;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.session.Origin;
import dev.sallyport.session.Revocations;
import dev.sallyport.session.SessionClaims;
import dev.sallyport.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides whether a caller may become a role.
 *
 * <p>One call is up to three authorisations, each with its own condition keys: the assumption itself,
 * {@code sts:TagSession} when tags are passed or inherited, {@code sts:SetSourceIdentity} when a source identity is (IAM
 * guide, "Passing session tags" and "Monitor and control actions taken with assumed roles"). After them come the rules
 * that depend on meaning, in AWS's order, so that a caller without permission learns nothing of a role.
 */
public final class RoleAssumption {
    /** The default and, for chaining, the longest session. */
    public static final Duration ONE_HOUR = Duration.ofHours(1);

    private static final String RESERVED_PREFIX = "aws:";

    private RoleAssumption() {}

    /**
     * {@code AssumeRole}: the role's trust policy and the caller's own side both decide.
     *
     * @throws ApiException {@code AccessDenied} in AWS's words, the whole reason beside it; {@code ValidationError} or
     *     {@code InvalidParameterValue} for what is asked but cannot be had
     */
    public static SessionClaims assume(Caller caller, RoleRequest request, RequestFacts facts, NewSession fresh) {
        Optional<SessionFacts> session = caller.session();
        Tags inherited = session.map(RoleAssumption::transitiveTags).orElse(Tags.NONE);
        Optional<String> inheritedIdentity = session.flatMap(SessionFacts::sourceIdentity);

        Question question = new Question(
                caller.principal(),
                PolicySet.ofIdentity(caller.identityPolicies())
                        .withBoundary(caller.boundary())
                        .withSession(caller.sessionPolicies())
                        .withResource(Optional.of(request.role().trust())),
                context -> CallerKeys.add(context, caller, request.freshMfa(), facts.now()));
        authorise(question, "sts:AssumeRole", request, inherited, inheritedIdentity, facts);

        request.sourceIdentity()
                .ifPresent(asked -> inheritedIdentity.ifPresent(kept -> {
                    if (!asked.equals(kept)) {
                        throw new ApiException(
                                ApiError.VALIDATION_ERROR,
                                "The source identity is already set for this assume role session");
                    }
                }));
        request.role().breakGlass().ifPresent(rules -> requireBreakGlass(request));
        refuseImpossibleTags(request);
        refuseConflictingTags(request.tags(), inherited);
        Duration duration = duration(request, session.isPresent());
        return claims(request, facts.now(), duration, fresh)
                .ancestors(session.map(RoleAssumption::descent).orElse(List.of()))
                .origins(origins(caller, facts.now()))
                .chained(caller.isRoleSession())
                // A code given now does not stay with the session; an MFA session of the user hands its MFA on.
                // The node that checked it may have a clock ahead of this one's.
                .mfaAt(session.flatMap(SessionFacts::mfaAt).map(at -> at.isAfter(facts.now()) ? facts.now() : at))
                .tags(request.tags().overriddenBy(inherited), transitiveKeys(request, inherited))
                .sourceIdentity(request.sourceIdentity().or(() -> inheritedIdentity))
                .build();
    }

    /**
     * {@code AssumeRoleWithWebIdentity}: the trust policy alone decides; there is no caller with a side of its own.
     *
     * @param keys of the verified token
     */
    public static SessionClaims assumeWithWebIdentity(
            Principal.WebIdentity identity,
            WebIdentityKeys keys,
            RoleRequest request,
            RequestFacts facts,
            NewSession fresh) {
        requireWebIdentity(identity, keys, request, facts);
        return claims(request, facts.now(), duration(request, false), fresh)
                .webIdentity(identity.provider(), keys.kept())
                .tags(request.tags(), request.transitiveTagKeys())
                .sourceIdentity(request.sourceIdentity())
                .build();
    }

    /**
     * Everything that {@link #assumeWithWebIdentity} asks before there is a session.
     *
     * @throws ApiException as that does
     */
    public static void requireWebIdentity(
            Principal.WebIdentity identity, WebIdentityKeys keys, RoleRequest request, RequestFacts facts) {
        Question question = new Question(
                identity, PolicySet.NONE.withResource(Optional.of(request.role().trust())), context -> {
                    CallerKeys.add(context, identity);
                    keys.singleValued().forEach(context::put);
                    keys.multiValued().forEach(context::putAll);
                    context.put("sts:RoleAuthorizedByIdp", Boolean.toString(keys.roleAuthorizedByIdp()));
                });
        authorise(question, "sts:AssumeRoleWithWebIdentity", request, Tags.NONE, Optional.empty(), facts);
        request.role().breakGlass().ifPresent(rules -> requireBreakGlass(request));
        refuseImpossibleTags(request);
        duration(request, false);
    }

    /** Who asks, and on which policies. */
    private record Question(Principal principal, PolicySet policies, ContextPart callerKeys) {}

    private interface ContextPart {
        void addTo(ConditionContext.Builder context);
    }

    private static void authorise(
            Question question,
            String action,
            RoleRequest request,
            Tags inherited,
            Optional<String> inheritedIdentity,
            RequestFacts facts) {
        Role role = request.role();
        Optional<String> sourceIdentity = request.sourceIdentity().or(() -> inheritedIdentity);

        ConditionContext.Builder assume = context(question, role, inherited, facts);
        request.externalId().ifPresent(value -> assume.put("sts:ExternalId", value));
        assume.put("sts:RoleSessionName", request.sessionName());
        sourceIdentity.ifPresent(value -> assume.put("sts:SourceIdentity", value));
        addTagKeys(assume, request);
        require(question, action, role, assume);

        if (!request.tags().isEmpty() || !inherited.isEmpty()) {
            ConditionContext.Builder tag = context(question, role, inherited, facts);
            addTagKeys(tag, request);
            require(question, "sts:TagSession", role, tag);
        }
        if (sourceIdentity.isPresent()) {
            ConditionContext.Builder set = context(question, role, inherited, facts);
            set.put("sts:SourceIdentity", sourceIdentity.get());
            require(question, "sts:SetSourceIdentity", role, set);
        }
    }

    private static ConditionContext.Builder context(Question question, Role role, Tags inherited, RequestFacts facts) {
        ConditionContext.Builder context = ConditionContext.builder();
        question.callerKeys.addTo(context);
        facts.addTo(context);
        // An inherited transitive tag stands for the role's own tag of that key ("Chaining roles with session tags").
        ResourceKeys.addRole(context, role.account(), role.tags().overriddenBy(inherited));
        return context;
    }

    private static void addTagKeys(ConditionContext.Builder context, RoleRequest request) {
        CallerPermission.addTagKeys(context, request.tags());
        if (!request.transitiveTagKeys().isEmpty()) {
            context.putAll("sts:TransitiveTagKeys", List.copyOf(new TreeSet<>(request.transitiveTagKeys())));
        }
    }

    private static void require(Question question, String action, Role target, ConditionContext.Builder context) {
        Arn role = target.arn();
        AuthorizationRequest authorization = new AuthorizationRequest(
                question.principal, action, role.toString(), Optional.of(target.account()), context.build());
        if (!PolicyEvaluator.evaluate(question.policies, authorization).isAllowed()) {
            throw refused(
                    question.principal,
                    action,
                    role,
                    DenialReason.of(question.policies, authorization) + namesake(question, authorization, role),
                    DenialDocument.of(question.policies, authorization));
        }
    }

    /**
     * What to do when the trust policy names the caller and does not mean it: its principals are those who bore the names
     * when it was written, and whoever was made again under such a name is somebody else.
     */
    private static String namesake(Question question, AuthorizationRequest authorization, Arn role) {
        if (!(PolicyEvaluator.explain(question.policies, authorization) instanceof Decision.Denied denied)) {
            return "";
        }
        return names(question.principal).stream()
                .filter(name -> denied.nearMisses().stream()
                        .anyMatch(miss -> miss.element().equals("Principal")
                                && miss.expected().contains(name)))
                .findFirst()
                .map(name -> "; the trust policy means the `" + name + "` of when it was written, who is gone, and not"
                        + " the one made since under that name: to trust this one, run `sallyport identity accept --role "
                        + role + " --principal " + name + "` and load the configuration again")
                .orElse("");
    }

    /** What a trust policy can name a user or a session by. */
    private static List<String> names(Principal principal) {
        if (principal instanceof Principal.RoleSession session) {
            return List.of(session.roleArn().toString(), session.sessionArn().toString());
        }
        return principal instanceof Principal.User user ? List.of(user.userArn().toString()) : List.of();
    }

    /** The refusal of a role that is not there. It looks like any other, so that nobody can list roles by asking. */
    public static ApiException absent(Principal principal, String action, Arn role) {
        return refused(
                principal,
                action,
                role,
                "there is no such role",
                DenialDocument.ofNothing(principal, action, role.toString()));
    }

    private static ApiException refused(
            Principal principal, String action, Arn role, String reason, Optional<AuthorizationFailure> failure) {
        // For a web identity AWS names only the action that was called, whichever authorisation failed.
        String message = principal
                .arn()
                .map(arn -> "User: " + arn + " is not authorized to perform: " + action + " on resource: " + role)
                .orElse("Not authorized to perform sts:AssumeRoleWithWebIdentity");
        return new ApiException(ApiError.ACCESS_DENIED, message, action + " on " + role + ": " + reason, failure);
    }

    private static void refuseImpossibleTags(RoleRequest request) {
        refuseReservedTags(request.tags());
        if (!request.transitiveTagKeys().stream().allMatch(request.tags()::contains)) {
            throw new ApiException(
                    ApiError.INVALID_PARAMETER_VALUE,
                    "The specified transitive tag key must be included in the requested tags.");
        }
        if (request.sourceIdentity()
                .filter(identity -> identity.toLowerCase(Locale.ROOT).startsWith(RESERVED_PREFIX))
                .isPresent()) {
            throw new ApiException(
                    ApiError.VALIDATION_ERROR, "a source identity does not begin with `aws:`; choose another one");
        }
    }

    /** An old MFA session does not count: the code shows that the person is there now. A web identity has none to give. */
    private static void requireBreakGlass(RoleRequest request) {
        if (!request.freshMfa()) {
            throw new ApiException(
                    ApiError.ACCESS_DENIED,
                    "this is a break-glass role: it needs an MFA code in this very call, whatever session you have;"
                            + " add `--serial-number` with the ARN of your device and `--token-code` with its code");
        }
        if (request.tags()
                .get(SessionFacts.REASON_TAG)
                // A tag may be made of spaces that Java does not call white space.
                .filter(reason -> reason.codePoints().anyMatch(Character::isLetterOrDigit))
                .isEmpty()) {
            throw new ApiException(
                    ApiError.ACCESS_DENIED,
                    "this is a break-glass role: it needs a reason; add `--tags Key=" + SessionFacts.REASON_TAG
                            + ",Value=INC-1234`, and another MFA code, for this one is spent");
        }
    }

    /** Tag keys that begin with {@code aws:} are the system's own; it has none of them in a session. */
    static void refuseReservedTags(Tags tags) {
        if (tags.all().stream()
                .anyMatch(tag -> tag.key().toLowerCase(Locale.ROOT).startsWith(RESERVED_PREFIX))) {
            throw new ApiException(
                    ApiError.INVALID_PARAMETER_VALUE, "Tag keys beginning with aws: are reserved for system use.");
        }
    }

    private static void refuseConflictingTags(Tags passed, Tags inherited) {
        if (passed.all().stream().anyMatch(tag -> inherited.contains(tag.key()))) {
            throw new ApiException(
                    ApiError.INVALID_PARAMETER_VALUE,
                    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag"
                            + " key from the calling session.");
        }
        if (passed.size() + inherited.size() > SessionClaims.MAX_TAGS) {
            throw new ApiException(
                    ApiError.INVALID_PARAMETER_VALUE,
                    "a session has at most " + SessionClaims.MAX_TAGS + " tags, and " + inherited.size()
                            + " are inherited from the calling session; pass fewer");
        }
    }

    private static Duration duration(RoleRequest request, boolean oneHourOnly) {
        Optional<Duration> breakGlass = request.role().breakGlass().map(BreakGlass::maxDuration);
        Duration asked = request.duration().or(() -> breakGlass).orElse(ONE_HOUR);
        if (breakGlass.isPresent() && asked.compareTo(breakGlass.get()) > 0) {
            throw new ApiException(
                    ApiError.VALIDATION_ERROR,
                    "The requested DurationSeconds exceeds the break-glass `max-duration` of this role, "
                            + breakGlass.get().toSeconds()
                            + " seconds: leave it out to get that, and give another MFA code, for this one is spent");
        }
        if (oneHourOnly && asked.compareTo(ONE_HOUR) > 0) {
            throw new ApiException(
                    ApiError.VALIDATION_ERROR,
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        }
        if (asked.compareTo(request.role().maxSession()) > 0) {
            throw new ApiException(
                    ApiError.VALIDATION_ERROR,
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        return asked;
    }

    private static Tags transitiveTags(SessionFacts session) {
        Set<String> keys = new TreeSet<>();
        session.transitiveTagKeys().forEach(key -> keys.add(key.toLowerCase(Locale.ROOT)));
        return Tags.of(session.tags().all().stream()
                .filter(tag -> keys.contains(tag.key().toLowerCase(Locale.ROOT)))
                .toList());
    }

    private static List<SessionId> descent(SessionFacts session) {
        if (session.ancestors().size() >= SessionClaims.MAX_ANCESTORS) {
            throw new ApiException(
                    ApiError.ACCESS_DENIED,
                    "this session comes from " + SessionClaims.MAX_ANCESTORS
                            + " others by chaining, which is the limit; begin again from a user or web identity");
        }
        List<SessionId> descent = new ArrayList<>(session.ancestors());
        descent.add(session.id());
        return descent;
    }

    private static List<Origin> origins(Caller caller, Instant now) {
        Optional<SessionFacts> session = caller.session();
        return Revocations.heldBy(
                session.map(SessionFacts::origins).orElse(List.of()),
                session.flatMap(SessionFacts::federatedProvider).map(Arn::toString),
                caller.principal(),
                // A node with a clock ahead may have issued it; nothing comes from later than itself.
                session.map(SessionFacts::issuedAt)
                        .filter(at -> at.isBefore(now))
                        .orElse(now));
    }

    private static Set<String> transitiveKeys(RoleRequest request, Tags inherited) {
        Set<String> keys = new TreeSet<>(request.transitiveTagKeys());
        inherited.all().forEach(tag -> keys.add(tag.key()));
        return keys;
    }

    private static SessionClaims.Builder claims(RoleRequest request, Instant now, Duration duration, NewSession fresh) {
        Role role = request.role();
        Principal.RoleSession principal =
                new Principal.RoleSession(role.account(), role.path(), role.name(), role.id(), request.sessionName());
        Instant end = now.plus(duration);
        return SessionClaims.builder(
                        fresh.id(),
                        principal,
                        now,
                        request.latestEnd().filter(end::isAfter).orElse(end),
                        fresh.secret())
                .sessionPolicies(
                        request.sessionPolicy().map(Policy::json).stream().toList(), request.managedSessionPolicies());
    }
}
