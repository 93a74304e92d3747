package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The package {@code oidc-provider} as an issuer, and the browser of somebody who signs in there. */
final class NpmOidcProvider implements AutoCloseable {
    static final String CLIENT = "sallyport";
    static final String OTHER_CLIENT = "another-application";

    private static final String SECRET = "the-secret-of-a-test";
    private static final int MOST_REDIRECTS = 10;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ChildProcess process;
    private final String issuer;

    private NpmOidcProvider(ChildProcess process, String issuer) {
        this.process = process;
        this.issuer = issuer;
    }

    static NpmOidcProvider start() throws Exception {
        String issuer = "http://localhost:" + FreePort.next();
        ChildProcess process = ChildProcess.start(new ProcessBuilder(
                "node", ClientPrograms.javascript("issuer.mjs").toString(), issuer));
        process.out().await("listening"::equals);
        return new NpmOidcProvider(process, issuer);
    }

    String issuer() {
        return issuer;
    }

    /** What an application gets for the code that the browser brings back. */
    JsonNode signIn(String client, String account) throws Exception {
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        String done = issuer + "/done";
        URI page = URI.create(issuer + "/auth?response_type=code&scope=openid&client_id=" + client + "&login_hint="
                + account + "&redirect_uri=" + done);
        for (int i = 0; i < MOST_REDIRECTS && !page.toString().startsWith(done); i++) {
            HttpResponse<String> answer =
                    browser.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
            page = page.resolve(answer.headers()
                    .firstValue("Location")
                    .orElseThrow(() -> new AssertionError("no redirect, but " + answer.body())));
        }
        assertThat(page.getQuery()).startsWith("code=");
        String code = page.getQuery().substring("code=".length()).replaceFirst("&.*", "");
        return token(client, "grant_type=authorization_code&code=" + code + "&redirect_uri=" + done);
    }

    private JsonNode token(String client, String form) throws Exception {
        String basic = Base64.getEncoder().encodeToString((client + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(issuer + "/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Authorization", "Basic " + basic)
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        process.close();
    }
}
