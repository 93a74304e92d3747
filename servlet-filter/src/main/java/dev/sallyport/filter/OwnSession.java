package dev.sallyport.filter;

import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.PathForm;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.RequestSigner;
import dev.sallyport.sigv4.Sha256;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The filter's session of its own role: obtained when first needed, and anew before it ends. */
final class OwnSession {
    private static final System.Logger LOG = System.getLogger("dev.sallyport.filter");

    /** How long before its end a session is replaced; the shortest session has 15 minutes. */
    private static final Duration EARLY = Duration.ofMinutes(5);

    /** Not used this close to its end: the call has to arrive. */
    private static final Duration TOO_LATE = Duration.ofSeconds(10);

    private static final String STS_VERSION = "2011-06-15";

    private final FilterSettings settings;
    private final GatewayHttp http;
    private final Refreshed<RoleCredentials> session;

    OwnSession(FilterSettings settings, GatewayHttp http) {
        this.settings = settings;
        this.http = http;
        this.session = new Refreshed<>(this::obtain);
    }

    /** The session to sign with. */
    RoleCredentials current(Instant now) throws GatewayAwayException {
        return session.current(now);
    }

    /** Forgets {@code refused}, which the gateway did not take, so that the next call obtains another. */
    void discard(RoleCredentials refused) {
        session.discard(refused);
    }

    private Refreshed.Value<RoleCredentials> obtain(Instant now) throws GatewayAwayException {
        try {
            RoleCredentials credentials = settings.credentials() instanceof OwnCredentials.KeyFile keyFile
                    ? assumeRole(keyFile.key(), now)
                    : assumeRoleWithWebIdentity((OwnCredentials.WebIdentityTokenFile) settings.credentials());
            Instant end = credentials.expiresAt();
            LOG.log(Level.DEBUG, "obtained a session of {0} until {1}", settings.role(), end);
            return new Refreshed.Value<>(credentials, end.minus(EARLY), end.minus(TOO_LATE));
        } catch (IllegalArgumentException unusable) {
            throw new GatewayAwayException("no session of the filter's role: " + unusable.getMessage());
        }
    }

    private RoleCredentials assumeRole(OwnCredentials.KeyFile.Key key, Instant now) throws GatewayAwayException {
        byte[] body = form("AssumeRole", Map.of());
        HeaderField contentType = contentType();
        RequestHead head = new RequestHead(
                "POST", "/", Optional.empty(), List.of(new HeaderField("Host", http.host()), contentType));
        List<HeaderField> signature = RequestSigner.sign(
                head,
                key.id(),
                key.secret(),
                Optional.empty(),
                settings.region(),
                "sts",
                Sha256.hex(body),
                PathForm.ofService("sts"),
                now);
        return call("AssumeRole", with(contentType, signature), body);
    }

    private RoleCredentials assumeRoleWithWebIdentity(OwnCredentials.WebIdentityTokenFile file)
            throws GatewayAwayException {
        byte[] body = form("AssumeRoleWithWebIdentity", Map.of("WebIdentityToken", file.token()));
        return call("AssumeRoleWithWebIdentity", List.of(contentType()), body);
    }

    private RoleCredentials call(String action, List<HeaderField> headers, byte[] body) throws GatewayAwayException {
        GatewayHttp.Reply reply = http.send("POST", "/", headers, body, StsAnswer.MAX_BYTES);
        if (reply.status() != 200) {
            // Even a refusal leaves the session that is still running what it is.
            throw new GatewayAwayException("the gateway answers " + action + " of " + settings.role() + " with "
                    + reply.status()
                    + StsAnswer.errorCode(reply.body()).map(code -> " " + code).orElse(""));
        }
        return StsAnswer.credentials(action, reply.body());
    }

    private byte[] form(String action, Map<String, String> more) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("Action", action);
        parameters.put("Version", STS_VERSION);
        parameters.put("RoleArn", settings.role().toString());
        parameters.put("RoleSessionName", settings.sessionName());
        parameters.putAll(more);
        return parameters.entrySet().stream()
                .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static HeaderField contentType() {
        return new HeaderField("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    }

    private static List<HeaderField> with(HeaderField first, List<HeaderField> rest) {
        List<HeaderField> all = new ArrayList<>(rest);
        all.add(0, first);
        return List.copyOf(all);
    }
}
