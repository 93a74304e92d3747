package dev.sallyport.gateway.server;

import dev.sallyport.gateway.audit.AuditHealth;
import dev.sallyport.gateway.state.Notices;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.oidc.jwks.KeyState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the gateway is, for load balancers and people. Anybody may read it, so it holds no more than they need.
 *
 * @param loadedAt when the configuration that runs was accepted
 * @param reloadRefused why a later one was not
 * @param issuers issuers whose keys could not be fetched
 * @param notices break-glass notices that nobody has taken yet
 */
public record Health(
        AuditHealth audit,
        Instant loadedAt,
        Optional<ReloadRefused> reloadRefused,
        List<KeyState> issuers,
        Notices.Undelivered notices) {
    /** @param why how many faults there were; the log has them all */
    public record ReloadRefused(Instant at, String why) {}

    /** 503 while nothing can be granted: without an audit log every request is refused. */
    int status() {
        return audit instanceof AuditHealth.Failing ? 503 : 200;
    }

    String json() {
        List<KeyState> failing =
                issuers.stream().filter(issuer -> issuer.failure().isPresent()).toList();
        JsonWriter json = new JsonWriter().beginObject();
        json.field(
                "status",
                status() != 200
                        ? "failing"
                        : reloadRefused.isEmpty() && failing.isEmpty() && notices.count() == 0 ? "ok" : "degraded");
        json.name("configuration").beginObject().field("loadedAt", loadedAt.toString());
        reloadRefused.ifPresent(refused -> json.name("refused")
                .beginObject()
                .field("at", refused.at().toString())
                .field("why", refused.why())
                .endObject());
        json.endObject();
        json.name("audit").beginObject();
        if (audit instanceof AuditHealth.Failing down) {
            json.field("status", "failing")
                    .field("since", down.since().toString())
                    .field("why", down.reason());
        } else {
            json.field("status", "ok");
        }
        json.endObject();
        json.name("issuers").beginArray();
        failing.forEach(issuer -> json.beginObject()
                .field("provider", issuer.provider().toString())
                .endObject());
        json.endArray();
        json.name("notices").beginObject().field("undelivered", notices.count());
        notices.oldest().ifPresent(oldest -> json.field("since", oldest.toString()));
        json.endObject();
        return json.endObject().text();
    }
}
