package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keycloak as it is distributed, in its development mode: on loopback, with its database in memory and two realms. */
final class Keycloak implements AutoCloseable {
    static final String REALM = "ci";
    static final String OTHER_REALM = "elsewhere";
    static final String CLIENT = "sallyport";
    static final String OTHER_CLIENT = "another-application";
    /** The user's id in the first realm; that of the other realm is another one, as ids are unique among all. */
    static final String SUBJECT = "6f1b1f5e-8a0b-4c52-9d0c-3a1a5a0c0f01";

    private static final String OTHER_SUBJECT = "6f1b1f5e-8a0b-4c52-9d0c-3a1a5a0c0f02";

    private static final String VERSION = "26.7.3";
    private static final String SECRET = "a-secret-that-only-this-test-has";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ChildProcess process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private Keycloak(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static Keycloak start() throws Exception {
        Path distribution = Path.of(System.getProperty("sallyport.root", ".."))
                .resolve("acceptance/target/keycloak-" + VERSION)
                .toAbsolutePath()
                .normalize();
        assertThat(distribution.resolve("bin/kc.sh"))
                .as("Keycloak, which `mvn verify -Pclients` fetches and unpacks before these tests")
                .exists();
        Path imports = Files.createDirectories(distribution.resolve("data/import"));
        for (String realm : new String[] {REALM, OTHER_REALM}) {
            Files.writeString(imports.resolve(realm + ".json"), realm(realm));
        }
        int port = FreePort.next();
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                distribution.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--db=dev-mem",
                "--cache=local",
                "--import-realm");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // It would take most of the machine's memory.
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
        builder.redirectErrorStream(true);
        ChildProcess process = ChildProcess.start(builder);
        process.out().await(line -> line.contains("Listening on:"));
        return new Keycloak(process, port);
    }

    private static String realm(String name) {
        String clients = Stream.of(CLIENT, OTHER_CLIENT)
                .map(id -> """
                        {"clientId": "%s", "secret": "%s", "publicClient": false, "standardFlowEnabled": false,
                         "directAccessGrantsEnabled": true}""".formatted(id, SECRET))
                .collect(Collectors.joining(", "));
        return """
                {"realm": "%s", "enabled": true, "sslRequired": "none", "clients": [%s],
                 "users": [{"id": "%s", "username": "octo", "enabled": true, "email": "octo@example.com", "emailVerified": true,
                            "firstName": "Octo", "lastName": "Cat", "credentials": [{"type": "password", "value": "%s"}]}]}
                """.formatted(name, clients, name.equals(REALM) ? SUBJECT : OTHER_SUBJECT, SECRET);
    }

    String issuer(String realm) {
        return "http://localhost:" + port + "/realms/" + realm;
    }

    /** What the user gets by signing in to an application: {@code id_token}, {@code access_token}, {@code refresh_token}. */
    JsonNode signIn(String realm, String client) throws Exception {
        String form = Map.of(
                        "grant_type",
                        "password",
                        "scope",
                        "openid",
                        "client_id",
                        client,
                        "client_secret",
                        SECRET,
                        "username",
                        "octo",
                        "password",
                        SECRET)
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(issuer(realm) + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
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
