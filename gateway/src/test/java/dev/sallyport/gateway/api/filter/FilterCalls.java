package dev.sallyport.gateway.api.filter;

import dev.sallyport.access.AccessTrail;
import dev.sallyport.access.Signer;
import dev.sallyport.access.SignerLookup;
import dev.sallyport.context.RequestFacts;
import dev.sallyport.delegation.FilterProtocol;
import dev.sallyport.delegation.SessionQuestion;
import dev.sallyport.directory.Caller;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.identity.Tags;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.route.HostPattern;
import dev.sallyport.route.Operation;
import dev.sallyport.route.PathPattern;
import dev.sallyport.route.ResourceTemplate;
import dev.sallyport.route.Route;
import dev.sallyport.session.SessionId;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.PathForm;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.RequestSigner;
import dev.sallyport.sigv4.Sha256;
import dev.sallyport.sigv4.SignatureHints;
import dev.sallyport.sigv4.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A small installation: some sessions, one long-term key, the filters of two services, and requests signed by any. */
final class FilterCalls {
    static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
    static final AccountId ACCOUNT = new AccountId("111122223333");
    static final UniqueId FILTER_ROLE = new UniqueId("AROAFILTERFILTER23456");
    static final byte[] BODY = "{\"amount\":42}".getBytes(StandardCharsets.UTF_8);

    static final AccessKeyId FILTER = new AccessKeyId("ASIAFILTERFILTER2222");
    static final AccessKeyId FILTER_WITHOUT_PERMISSION = new AccessKeyId("ASIAFILTERFILTER3333");
    static final AccessKeyId NAMESAKE = new AccessKeyId("ASIANAMESAKENAMESAKE");
    static final AccessKeyId CLIENT = new AccessKeyId("ASIACLIENTCLIENT2222");
    static final AccessKeyId ENDING_CLIENT = new AccessKeyId("ASIACLIENTCLIENT3333");
    static final AccessKeyId EXPIRED_CLIENT = new AccessKeyId("ASIACLIENTCLIENT4444");
    static final AccessKeyId USER_KEY = new AccessKeyId("AKIAUSERUSERUSER2222");

    static final SecretAccessKey SECRET = SecretAccessKey.of("not/the/right/secret/for/anything/at/all");

    private final Map<AccessKeyId, Optional<Caller>> callers =
            new TreeMap<>((a, b) -> a.value().compareTo(b.value()));

    FilterCalls() {
        Policy mayGetKey = allow(FilterProtocol.ACTION, "arn:aws:sallyport::111122223333:service/payments");
        callers.put(FILTER, Optional.of(session(FILTER_ROLE, List.of(mayGetKey), NOW.plusSeconds(3600))));
        callers.put(
                FILTER_WITHOUT_PERMISSION,
                Optional.of(session(
                        FILTER_ROLE,
                        List.of(allow(FilterProtocol.ACTION, "arn:aws:sallyport::111122223333:service/orders")),
                        NOW.plusSeconds(3600))));
        callers.put(
                NAMESAKE,
                Optional.of(session(new UniqueId("AROANAMESAKE234567890"), List.of(mayGetKey), NOW.plusSeconds(3600))));
        List<Policy> pays = List.of(allow("payments:Pay", "*"));
        UniqueId clientRole = new UniqueId("AROACLIENTCLIENT23456");
        callers.put(CLIENT, Optional.of(session(clientRole, pays, NOW.plusSeconds(3600))));
        callers.put(ENDING_CLIENT, Optional.of(session(clientRole, pays, NOW.plusMillis(20_500))));
        callers.put(EXPIRED_CLIENT, Optional.of(session(clientRole, pays, NOW)));
        callers.put(USER_KEY, Optional.empty());
    }

    static Policy allow(String action, String resource) {
        return Policy.parse(
                PolicyType.IDENTITY,
                "allow",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action
                        + "\",\"Resource\":\"" + resource + "\"}]}");
    }

    /** All roles have one name: what tells them apart is the id. */
    private static Caller session(UniqueId role, List<Policy> policies, Instant expiresAt) {
        return new Caller(
                new Principal.RoleSession(ACCOUNT, "/", "payments-filter", role, "run"),
                Tags.NONE,
                policies,
                Optional.empty(),
                List.of(),
                Optional.of(new SessionFacts(
                        new SessionId(1, 2),
                        List.of(),
                        List.of(),
                        NOW.minusSeconds(60),
                        expiresAt,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Tags.NONE,
                        Set.of(),
                        Optional.empty(),
                        false)));
    }

    private static Caller user() {
        return new Caller(
                new Principal.User(ACCOUNT, "/", "alice", new UniqueId("AIDAALICEALICE2345678")),
                Tags.NONE,
                List.of(allow("*", "*")),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    SignerLookup signers() {
        return (request, token, bodySha256, now) -> {
            Optional<Caller> caller = callers.get(request.authorization().accessKeyId());
            if (caller == null) {
                throw new ApiException(ApiError.INVALID_CLIENT_TOKEN_ID, "invalid", "no such key");
            }
            return new Signer(
                    caller.orElseGet(FilterCalls::user),
                    SigningKey.derive(SECRET, request.authorization().scope()),
                    caller.flatMap(Caller::session).map(SessionFacts::expiresAt),
                    Optional.empty());
        };
    }

    static Filters filters() {
        return new Filters(
                List.of(filter("payments", FILTER_ROLE), filter("orders", new UniqueId("AROAORDERSORDERS23456"))),
                "test.example",
                Set.of("us-east-1"),
                1 << 20);
    }

    private static Filters.Filter filter(String service, UniqueId role) {
        Operation pay = new Operation(
                service + ":Pay",
                Set.of("POST"),
                PathPattern.parse("/" + service + "/{id}"),
                ResourceTemplate.parse("arn:aws:" + service + ":us-east-1:111122223333:thing/{id}"),
                List.of());
        return new Filters.Filter(
                service,
                role,
                ACCOUNT,
                List.of(new Route(service, HostPattern.parse("*"), service, false, List.of(pay))));
    }

    /** A request as somebody signs it. */
    static RequestHead signed(
            String method, String target, AccessKeyId key, SecretAccessKey secret, String service, byte[] body) {
        return signed(method, target, key, secret, service, "us-east-1", body, NOW);
    }

    static RequestHead signed(
            String method,
            String target,
            AccessKeyId key,
            SecretAccessKey secret,
            String service,
            String region,
            byte[] body,
            Instant at) {
        List<HeaderField> headers = new ArrayList<>(List.of(new HeaderField("Host", "api.example.com")));
        headers.addAll(RequestSigner.sign(
                RequestHead.ofTarget(method, target, headers),
                key,
                secret,
                key.isTemporary() ? Optional.of("token-of-" + key) : Optional.empty(),
                region,
                service,
                Sha256.hex(body),
                PathForm.ofService(service),
                at));
        return RequestHead.ofTarget(method, target, headers);
    }

    /** What the filter of `payments` asks about a client's request. */
    static SessionQuestion question(RequestHead client) {
        return new SessionQuestion("payments", client, Sha256.hex(BODY));
    }

    static RequestHead clientRequest(AccessKeyId key) {
        return signed("POST", "/payments/42?dry=1", key, SECRET, "payments", BODY);
    }

    FilterCall call(AccessKeyId filterKey, byte[] question) {
        return call(filterKey, question, new AccessTrail());
    }

    FilterCall call(AccessKeyId filterKey, byte[] question, AccessTrail trail) {
        RequestHead head = signed("POST", FilterProtocol.SESSION_PATH, filterKey, SECRET, "sallyport", question);
        return call(head, question, trail);
    }

    FilterCall call(RequestHead head, byte[] body) {
        return call(head, body, new AccessTrail());
    }

    private FilterCall call(RequestHead head, byte[] body, AccessTrail trail) {
        RequestFacts facts =
                new RequestFacts(NOW, Optional.of("127.0.0.1"), true, Optional.empty(), Optional.empty(), "");
        return new FilterCall(head, body, facts, filters(), signers(), SignatureHints.NONE, trail);
    }
}
