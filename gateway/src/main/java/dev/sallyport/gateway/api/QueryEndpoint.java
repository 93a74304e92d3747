package dev.sallyport.gateway.api;

import dev.sallyport.access.AuthenticatedCaller;
import dev.sallyport.access.Authentication;
import dev.sallyport.context.RequestFacts;
import dev.sallyport.directory.Caller;
import dev.sallyport.directory.Role;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.audit.AuditField;
import dev.sallyport.gateway.audit.AuditedRequest;
import dev.sallyport.gateway.auth.IssuedCredentials;
import dev.sallyport.gateway.auth.LocalSigners;
import dev.sallyport.gateway.auth.SessionTokens;
import dev.sallyport.gateway.metrics.IssuedSessions;
import dev.sallyport.gateway.state.Snapshot;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.Tag;
import dev.sallyport.protocol.AnswerForm;
import dev.sallyport.protocol.FormContentType;
import dev.sallyport.protocol.QueryApi;
import dev.sallyport.protocol.QueryParameters;
import dev.sallyport.protocol.QueryResponse;
import dev.sallyport.protocol.StsParameters;
import dev.sallyport.session.Revocations;
import dev.sallyport.sigv4.Authorization;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.SignatureHints;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One call of the Query API, from its parameters to its answer: {@code POST /}, and {@code GET /?…} for
 * {@code GetCallerIdentity} alone.
 */
public final class QueryEndpoint {
    private static final String ACTION = "Action";
    private static final String VERSION = "Version";
    /** The scope every signed STS call must be made for. */
    private static final String SERVICE = "sts";
    /** Actions of the STS model that are not here, and why. */
    private static final Map<String, String> NOT_HERE = Map.of(
            "AssumeRoleWithSAML",
            "SAML providers are not supported: use AssumeRoleWithWebIdentity with a token of an OpenID Connect provider",
            "AssumeRoot",
            "accounts have no root user here: assume a role of the account",
            "GetDelegatedAccessToken",
            "it trades tokens between AWS and its partners, and there are none here: assume a role");

    private static final String IAM_VERSION = "2010-05-08";

    private final Map<String, Action> actions;
    private final SessionTokens tokens;
    private final SignatureHints hints;
    private final IssuedSessions issuedSessions;

    public QueryEndpoint(
            List<Action> actions, SessionTokens tokens, SignatureHints hints, IssuedSessions issuedSessions) {
        this.actions = actions.stream().collect(Collectors.toUnmodifiableMap(Action::name, Function.identity()));
        this.tokens = tokens;
        this.hints = hints;
        this.issuedSessions = issuedSessions;
    }

    /**
     * @return the answer, once its record is durable where it hands out credentials
     * @throws ApiException for every other outcome
     * @throws dev.sallyport.gateway.audit.AuditUnavailable when the record was not taken
     */
    public QueryResponse answer(
            RequestHead head,
            HeldBody body,
            AnswerForm form,
            RequestFacts facts,
            Snapshot snapshot,
            AuditedRequest audit) {
        QueryParameters parameters = parameters(head, body);
        Action action = action(parameters);
        if (head.method().equals("GET") && !action.name().equals("GetCallerIdentity")) {
            throw new ApiException(
                    ApiError.METHOD_NOT_ALLOWED, "only GetCallerIdentity may be called with GET; send a POST");
        }
        Optional<AuthenticatedCaller> caller = Optional.empty();
        if (action.needsSignature() || Authorization.isPresent(head)) {
            caller = Optional.of(
                    new Authentication(new LocalSigners(snapshot.directory(), tokens), snapshot::acceptsRegion, hints)
                            .authenticate(head, body, SERVICE, true, facts.now(), audit.trail()));
        }
        audit.trail().asks("sts:" + action.name(), "*");
        caller.ifPresent(known -> requireKind(action, known.caller()));
        StsParameters.of(action.name()).check(parameters);

        Answer answer = action.perform(new Call(
                parameters,
                caller,
                snapshot,
                caller.map(c -> facts.withRegion(c.scope().region())).orElse(facts),
                audit.trail(),
                audit.record(),
                audit.decisionId()));

        answer.issued().ifPresent(issued -> describe(issued, audit));
        audit.record().set(AuditField.STATUS, 200);
        if (answer.issued().isPresent()) {
            audit.allowedDurably();
            count(action, answer.issued().get().claims().principal(), snapshot);
        } else {
            audit.allowed(List.of());
        }
        return QueryResponse.success(QueryApi.STS, form, action.name(), audit.decisionId(), answer.result());
    }

    private void count(Action action, Principal session, Snapshot snapshot) {
        boolean breakGlass = session instanceof Principal.RoleSession assumed
                && snapshot.directory()
                        .role(assumed.roleArn())
                        .flatMap(Role::breakGlass)
                        .isPresent();
        issuedSessions.count(action.name(), session, breakGlass);
    }

    private static QueryParameters parameters(RequestHead head, HeldBody body) {
        QueryParameters inQuery = QueryParameters.parse(head.rawQuery().orElse(""));
        if (head.method().equals("GET")) {
            if (body.bytes().length > 0) {
                throw new ApiException(ApiError.MALFORMED_INPUT, "a GET has no body; send the parameters in the query");
            }
            return inQuery;
        }
        FormContentType.require(head.values("content-type"), head.values("content-encoding"));
        return inQuery.and(QueryParameters.parse(body.bytes()));
    }

    /** The text is AWS's for GetSessionToken and GetFederationToken; it serves for all. */
    private static void requireKind(Action action, Caller caller) {
        if (!action.callers().contains(CallerKind.of(caller))) {
            throw new ApiException(
                    ApiError.ACCESS_DENIED,
                    "Cannot call " + action.name() + " with session credentials",
                    action.name() + " is not for credentials of the kind " + CallerKind.of(caller));
        }
    }

    private Action action(QueryParameters parameters) {
        String name = parameters
                .text(ACTION)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new ApiException(
                        ApiError.MISSING_ACTION, "the parameter `Action` is missing, which says what to do"));
        String version = parameters.text(VERSION).orElse("NO_VERSION_SPECIFIED");
        Action action = actions.get(name);
        if (action != null && version.equals(QueryApi.STS.version())) {
            return action;
        }
        if (version.equals(IAM_VERSION)) {
            throw new ApiException(ApiError.INVALID_ACTION, "the IAM API is not built yet");
        }
        if (version.equals(QueryApi.STS.version()) && NOT_HERE.containsKey(name)) {
            throw new ApiException(
                    ApiError.INVALID_ACTION, "The operation " + name + " is not available here: " + NOT_HERE.get(name));
        }
        throw new ApiException(
                ApiError.INVALID_ACTION, "Could not find operation " + shown(name) + " for version " + shown(version));
    }

    private static String shown(String text) {
        return text.length() > 64 ? text.substring(0, 64) + "…" : text;
    }

    private static void describe(IssuedCredentials issued, AuditedRequest audit) {
        audit.record()
                .set(AuditField.ISSUED_ACCESS_KEY_ID, issued.accessKeyId().value())
                .set(AuditField.ISSUED_SESSION_ID, issued.claims().sessionId().toString())
                .set(
                        AuditField.ISSUED_PRINCIPAL,
                        issued.claims().principal().arn().map(Object::toString))
                .set(AuditField.ISSUED_EXPIRES, issued.claims().expiresAt())
                .set(
                        AuditField.ISSUED_ANCESTORS,
                        issued.claims().ancestors().stream()
                                .map(Object::toString)
                                .toList())
                .set(
                        AuditField.ISSUED_ORIGINS,
                        Revocations.heldBy(issued.claims()).stream()
                                .map(origin -> origin.id() + " " + origin.at())
                                .toList())
                .set(
                        AuditField.ISSUED_REASON,
                        issued.claims()
                                .sessionTags()
                                .tag(SessionFacts.REASON_TAG)
                                .map(Tag::value));
    }
}
