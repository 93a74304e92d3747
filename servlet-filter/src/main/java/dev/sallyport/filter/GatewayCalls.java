package dev.sallyport.filter;

import dev.sallyport.delegation.FilterProtocol;
import dev.sallyport.delegation.MalformedMessageException;
import dev.sallyport.delegation.RoutesAnswer;
import dev.sallyport.delegation.SessionAnswer;
import dev.sallyport.delegation.SessionQuestion;
import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonSyntaxException;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.PathForm;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.RequestSigner;
import dev.sallyport.sigv4.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The two calls of the filter protocol, signed with the filter's own session. */
final class GatewayCalls {
    /** Codes that another session of our own may cure: the gateway has another ring, or the clocks differ. */
    private static final Set<String> OWN_SESSION_IS_OVER = Set.of("ExpiredToken", "InvalidClientTokenId");

    private static final JsonLimits REFUSAL_LIMITS = JsonLimits.DEFAULT.withMaxLength(16 * 1024);

    private final FilterSettings settings;
    private final GatewayHttp http;
    private final OwnSession ownSession;

    GatewayCalls(FilterSettings settings, GatewayHttp http) {
        this.settings = settings;
        this.http = http;
        this.ownSession = new OwnSession(settings, http);
    }

    RoutesAnswer routes(Instant now) throws GatewayAwayException {
        String target = FilterProtocol.ROUTES_PATH + "?" + FilterProtocol.SERVICE_PARAMETER + "=" + settings.service();
        byte[] reply = call("GET", target, new byte[0], now);
        try {
            RoutesAnswer routes = RoutesAnswer.parse(reply);
            if (!routes.service().equals(settings.service())) {
                throw new GatewayAwayException("the gateway answered with the routes of another service");
            }
            return routes;
        } catch (MalformedMessageException malformed) {
            throw new GatewayAwayException("the gateway's answer cannot be read: " + malformed.getMessage());
        }
    }

    SessionAnswer session(SessionQuestion question, Instant now) throws GatewayAwayException {
        byte[] reply = call("POST", FilterProtocol.SESSION_PATH, question.json(), now);
        try {
            return SessionAnswer.parse(reply);
        } catch (MalformedMessageException malformed) {
            throw new GatewayAwayException("the gateway's answer cannot be read: " + malformed.getMessage());
        }
    }

    private byte[] call(String method, String target, byte[] body, Instant now) throws GatewayAwayException {
        RoleCredentials own = ownSession.current(now);
        GatewayHttp.Reply reply = send(method, target, body, own, now);
        if (reply.status() == 403 && OWN_SESSION_IS_OVER.contains(code(reply))) {
            ownSession.discard(own);
            reply = send(method, target, body, ownSession.current(now), now);
        }
        if (reply.status() >= 500) {
            throw new GatewayAwayException("the gateway answers " + target + " with " + describe(reply));
        }
        if (reply.status() != 200) {
            throw GatewayAwayException.refused("the gateway refuses this filter at " + target + ": " + describe(reply));
        }
        return reply.body();
    }

    private GatewayHttp.Reply send(String method, String target, byte[] body, RoleCredentials own, Instant now)
            throws GatewayAwayException {
        HeaderField host = new HeaderField("Host", http.host());
        List<HeaderField> sent = new ArrayList<>();
        if (body.length > 0) {
            sent.add(new HeaderField("Content-Type", "application/json"));
        }
        List<HeaderField> signed = new ArrayList<>(sent);
        signed.add(host);
        sent.addAll(RequestSigner.sign(
                RequestHead.ofTarget(method, target, signed),
                own.accessKeyId(),
                own.secret(),
                Optional.of(own.sessionToken()),
                settings.region(),
                FilterProtocol.SIGNING_SERVICE,
                Sha256.hex(body),
                PathForm.ofService(FilterProtocol.SIGNING_SERVICE),
                now));
        return http.send(method, target, sent, body, FilterProtocol.MAX_ANSWER_BYTES);
    }

    private static String describe(GatewayHttp.Reply reply) {
        String code = code(reply);
        return code.isEmpty() ? Integer.toString(reply.status()) : reply.status() + " " + code;
    }

    /** The code of a refusal; empty when the reply is none. */
    private static String code(GatewayHttp.Reply reply) {
        try {
            if (Json.parse(reply.body(), REFUSAL_LIMITS) instanceof JsonObject object
                    && object.get("code").orElse(null) instanceof JsonString code) {
                return code.value();
            }
        } catch (JsonSyntaxException notOurs) {
            // Something else than a gateway answered; its status says enough.
        }
        return "";
    }
}
