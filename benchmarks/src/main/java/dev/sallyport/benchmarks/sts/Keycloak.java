package dev.sallyport.benchmarks.sts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keycloak in production mode on one node: its embedded database, local caches, plain HTTP, one realm with one confidential
 * client. A client's own credentials for a token are what AssumeRole is compared with, a token for another token (standard token
 * exchange) what AssumeRoleWithWebIdentity is.
 */
final class Keycloak implements Subject {
    static final String NAME = "Keycloak";
    static final String CLIENT_CREDENTIALS = "client credentials";
    static final String TOKEN_EXCHANGE = "token exchange";

    private static final String CLIENT = "benchmarks";
    private static final String SECRET = "a-secret-that-opens-nothing";
    private static final String TOKEN_PATH = "/realms/benchmarks/protocol/openid-connect/token";
    private static final int SAMPLE = 20;
    private static final String REALM = """
            {"realm": "benchmarks", "enabled": true, "sslRequired": "none", "accessTokenLifespan": 3600,
             "clients": [{"clientId": "%s", "secret": "%s", "enabled": true, "protocol": "openid-connect",
               "publicClient": false, "serviceAccountsEnabled": true, "standardFlowEnabled": false,
               "directAccessGrantsEnabled": false,
               "attributes": {"standard.token.exchange.enabled": "true"}}]}""";

    private final ServerProcess process;
    private final int port;
    private final boolean exchange;

    private Keycloak(ServerProcess process, int port, boolean exchange) {
        this.process = process;
        this.port = port;
        this.exchange = exchange;
    }

    /** The unpacked distribution, where the build has put one. */
    static Optional<Path> distribution(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(each -> Files.exists(each.resolve("bin/kc.sh")))
                    .findFirst();
        }
    }

    /** @param heap the options that say how large its heap is */
    static List<Subject> start(Path distribution, Path folder, String heap) throws IOException {
        int port = ServerProcess.freePort();
        Files.createDirectories(folder);
        Path realm =
                Files.createDirectories(distribution.resolve("data/import")).resolve("benchmarks-realm.json");
        Files.writeString(realm, REALM.formatted(CLIENT, SECRET));
        ServerProcess process = ServerProcess.start(
                List.of(
                        "sh",
                        distribution.resolve("bin/kc.sh").toString(),
                        "start",
                        "--db=dev-mem",
                        "--cache=local",
                        "--http-enabled=true",
                        "--hostname-strict=false",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--import-realm"),
                Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS_KC_HEAP", heap),
                folder,
                folder.resolve("log"),
                port);
        return List.of(new Keycloak(process, port, false), new Keycloak(process, port, true));
    }

    @Override
    public String server() {
        return NAME;
    }

    @Override
    public String call() {
        return exchange ? TOKEN_EXCHANGE : CLIENT_CREDENTIALS;
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public int port() {
        return port;
    }

    /** A subject token is one that Keycloak gave out a moment ago; each is exchanged once. */
    @Override
    public List<byte[]> requests(int first, int count, Instant now) throws IOException {
        List<byte[]> requests = new ArrayList<>();
        byte[] own = ownCredentials(SECRET);
        HttpLoad load = new HttpLoad(port, 1);
        for (int i = 0; i < count; i++) {
            requests.add(exchange ? exchangeOf(token(load.ask(own))) : own);
        }
        return requests;
    }

    @Override
    public String check(int first, Instant now) throws IOException {
        HttpLoad load = new HttpLoad(port, 1);
        Set<String> different = new HashSet<>();
        for (byte[] request : requests(first, SAMPLE, now)) {
            String token = token(load.ask(request));
            String claims =
                    new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
            if (!claims.contains("\"azp\":\"" + CLIENT + "\"")) {
                throw new IOException("the token is not for the client");
            }
            different.add(token);
        }
        if (different.size() < SAMPLE) {
            throw new IOException(NAME + " gives out the same token twice");
        }
        Requests.requireRefusal(load.ask(
                exchange ? exchangeOf(token(load.ask(ownCredentials(SECRET))) + "A") : ownCredentials("wrong")));
        return SAMPLE + " answers were tokens for the client; a forged request was refused";
    }

    private byte[] ownCredentials(String secret) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "client_credentials");
        parameters.put("client_id", CLIENT);
        parameters.put("client_secret", secret);
        return Requests.post(port, TOKEN_PATH, Requests.form(parameters));
    }

    private byte[] exchangeOf(String token) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        parameters.put("client_id", CLIENT);
        parameters.put("client_secret", SECRET);
        parameters.put("subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
        parameters.put("subject_token", token);
        return Requests.post(port, TOKEN_PATH, Requests.form(parameters));
    }

    private static String token(HttpLoad.Answer answer) throws IOException {
        String before = "\"access_token\":\"";
        String body = Requests.requireSuccess(answer, before);
        int from = body.indexOf(before) + before.length();
        return body.substring(from, body.indexOf('"', from));
    }
}
