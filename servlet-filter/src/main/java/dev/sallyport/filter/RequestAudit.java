package dev.sallyport.filter;

import dev.sallyport.access.AccessTrail;
import dev.sallyport.context.RequestFacts;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.policy.Decision;
import dev.sallyport.policy.MatchedStatement;
import dev.sallyport.sigv4.RequestHead;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The audit lines about one request: what was decided about it, and what the application asked about its caller. Fields
 * are named and bounded as in the gateway's audit log; there is none for headers, bodies, secrets or tokens.
 */
final class RequestAudit {
    private static final int MAX_PATH = 2048;
    private static final int MAX_ARN = 2048;
    private static final int MAX_REASON = 4096;
    private static final int MAX_TEXT = 256;
    private static final int MAX_STATEMENTS = 64;
    private static final String CUT = "[cut]";

    private final AuditLog log;
    private final String decisionId;
    private final String service;
    private final Instant time;
    private final long startedNanos;
    private final AccessTrail trail = new AccessTrail();
    private Optional<String> method = Optional.empty();
    private Optional<String> host = Optional.empty();
    private Optional<String> path = Optional.empty();
    private Optional<RequestFacts> facts = Optional.empty();

    /** @param startedNanos of {@link System#nanoTime}, when the request came in */
    RequestAudit(AuditLog log, String decisionId, String service, Instant time, long startedNanos) {
        this.log = log;
        this.decisionId = decisionId;
        this.service = service;
        this.time = time;
        this.startedNanos = startedNanos;
    }

    /** Who, what and which policies, filled in while the request is decided. */
    AccessTrail trail() {
        return trail;
    }

    String decisionId() {
        return decisionId;
    }

    /** Takes what is written and lets go of the rest: the head holds credentials, and this may live as long as the caller. */
    void describes(RequestHead arrived, RequestFacts known) {
        method = Optional.of(arrived.method());
        host = arrived.values("host").stream().findFirst();
        path = Optional.of(arrived.rawPath());
        facts = Optional.of(known);
    }

    /** @throws IOException when the line was not taken; the request must not reach the application */
    void granted(Decision.Allowed allowed) throws IOException {
        log.take(line(request().field("decision", "allowed").field("statements", statements(allowed))), time);
    }

    /** @throws IOException when the line was not taken */
    void refused(ApiException refusal) throws IOException {
        String line =
                line(outcome(request(), refusal).field("status", refusal.error().status()));
        if (trail.principal().isPresent()) {
            log.take(line, time);
        } else {
            log.takeOfStranger(line, refusal.error().code(), time);
        }
    }

    /** @throws IOException when the line was not taken; the answer is no then */
    void allowedToAsk(String action, String resource, Decision.Allowed allowed, Instant at) throws IOException {
        log.take(
                line(question(action, resource, at)
                        .field("decision", "allowed")
                        .field("statements", statements(allowed))),
                at);
    }

    /** @throws IOException when the line was not taken */
    void deniedToAsk(String action, String resource, ApiException refusal, Instant at) throws IOException {
        log.take(line(outcome(question(action, resource, at), refusal)), at);
    }

    private static JsonWriter outcome(JsonWriter line, ApiException refusal) {
        return line.field("decision", refusal.error().status() < 500 ? "denied" : "failed")
                .field("code", refusal.error().code())
                .field("reason", bounded(refusal.reason(), MAX_REASON));
    }

    private JsonWriter request() {
        JsonWriter line = begun("request", time);
        caller(line);
        text(line, "route", trail.route(), MAX_TEXT);
        line.field("service", service);
        text(line, "action", trail.action(), MAX_TEXT);
        text(line, "resource", trail.resource(), MAX_ARN);
        return line.field(
                "latencyMicros",
                Duration.ofNanos(System.nanoTime() - startedNanos).toNanos() / 1000);
    }

    private JsonWriter question(String action, String resource, Instant at) {
        JsonWriter line = begun("question", at);
        caller(line);
        return line.field("service", service)
                .field("action", bounded(action, MAX_TEXT))
                .field("resource", bounded(resource, MAX_ARN));
    }

    private JsonWriter begun(String kind, Instant at) {
        JsonWriter line = new JsonWriter()
                .beginObject()
                .field("time", at.toString())
                .field("kind", kind)
                .field("decisionId", decisionId)
                .field("listener", "filter");
        text(line, "method", method, MAX_TEXT);
        text(line, "host", host, MAX_TEXT);
        text(line, "path", path, MAX_PATH);
        text(line, "sourceIp", facts.flatMap(RequestFacts::sourceIp), MAX_TEXT);
        text(line, "userAgent", facts.flatMap(RequestFacts::userAgent), MAX_TEXT);
        return line;
    }

    private void caller(JsonWriter line) {
        Optional<Principal> principal = trail.principal();
        text(line, "principal", principal.flatMap(Principal::arn).map(Arn::toString), MAX_ARN);
        text(line, "principalId", principal.flatMap(Principal::userId), MAX_TEXT);
        text(line, "account", principal.flatMap(Principal::account).map(AccountId::digits), MAX_TEXT);
        text(line, "accessKeyId", trail.claimedKey().map(AccessKeyId::value), MAX_TEXT);
        Optional<SessionFacts> session = trail.session();
        text(line, "sessionId", session.map(known -> known.id().toString()), MAX_TEXT);
        text(line, "sourceIdentity", session.flatMap(SessionFacts::sourceIdentity), MAX_TEXT);
        text(line, "sessionReason", session.flatMap(SessionFacts::reason), MAX_TEXT);
        text(line, "mfaTime", session.flatMap(SessionFacts::mfaAt).map(Instant::toString), MAX_TEXT);
    }

    private static List<String> statements(Decision.Allowed allowed) {
        return allowed.by().stream()
                .limit(MAX_STATEMENTS)
                .map(RequestAudit::statement)
                .toList();
    }

    private static String statement(MatchedStatement by) {
        return bounded(by.policyId() + ":" + by.sid().orElse("") + "@" + by.startLine(), 2 * MAX_TEXT);
    }

    private static void text(JsonWriter line, String name, Optional<String> value, int max) {
        value.ifPresent(present -> line.field(name, bounded(present, max)));
    }

    private static String bounded(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max) + CUT;
    }

    private static String line(JsonWriter json) {
        return json.endObject().text();
    }
}
