package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.filter.FilterAtATime;
import dev.sallyport.filter.FilterSettings;
import dev.sallyport.gateway.cli.ExitStatus;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;

/** A filter that has a session's key goes on for its minute at most once the session was revoked at the gateway. */
class FilterRevocationTest {
    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    @Test
    void revokedSessionIsRefusedByAFilterThatKnewItWithinSixtySeconds() throws Exception {
        TestIssuer issuer = TestIssuer.start();
        RecordingUpstream upstream = RecordingUpstream.start();
        try (Installation installation = Scenario.installation(folder, now::get, issuer, upstream.port())
                .secret(
                        "filter-key.json",
                        "{\"Version\":1,\"AccessKeyId\":\"" + Installation.ALICE_KEY + "\",\"SecretAccessKey\":\""
                                + Installation.ALICE_SECRET + "\"}")
                .start()) {
            Server application = application(installation);
            try {
                URI order = URI.create("http://localhost:"
                        + ((ServerConnector) application.getConnectors()[0]).getLocalPort() + "/orders/42");
                AwsSessionCredentials known = reader(installation, "known");
                AwsSessionCredentials other = reader(installation, "other");
                assertThat(get(known, order).statusCode()).isEqualTo(200);
                assertThat(get(other, order).statusCode()).isEqualTo(200);
                Instant asked = now.get();

                assertThat(revoke("known")).isEqualTo(ExitStatus.DONE);

                now.set(asked.plusSeconds(59));
                assertThat(get(known, order).statusCode()).isEqualTo(200);
                now.set(asked.plusSeconds(60));
                HttpResponse<String> refused = get(known, order);
                assertThat(refused.statusCode()).isEqualTo(403);
                assertThat(refused.body()).contains("SessionRevoked");
                assertThat(get(other, order).statusCode()).isEqualTo(200);
            } finally {
                application.stop();
            }
        } finally {
            upstream.close();
            issuer.close();
        }
    }

    private Server application(Installation installation) throws Exception {
        FilterSettings settings = FilterSettings.of(Map.of(
                FilterSettings.GATEWAY_URL, installation.api().toString(),
                FilterSettings.SERVICE, "payments",
                FilterSettings.ROLE_ARN, Scenario.FILTER,
                FilterSettings.KEY_FILE,
                        folder.resolve("secrets/filter-key.json").toString(),
                FilterSettings.AUDIT_FILE, folder.resolve("filter-audit.jsonl").toString()));
        ServletContextHandler application = new ServletContextHandler("/");
        application.addFilter(
                new FilterHolder(FilterAtATime.of(settings, now::get)), "/*", EnumSet.of(DispatcherType.REQUEST));
        application.addServlet(new ServletHolder(new Answering()), "/*");
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(application);
        server.start();
        return server;
    }

    private static final class Answering extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(HttpServletResponse.SC_OK);
        }
    }

    private static AwsSessionCredentials reader(Installation installation, String name) {
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            return Sts.session(
                    sts.assumeRole(request -> request.roleArn(Scenario.READER).roleSessionName(name))
                            .credentials());
        }
    }

    private static HttpResponse<String> get(AwsSessionCredentials session, URI order) throws Exception {
        return new SignedCalls().send(session, "payments", "GET", order, "");
    }

    private int revoke(String name) {
        String config = folder.resolve("sallyport.yaml").toString();
        String id = ProgramRun.of("sessions", "--config", config)
                .out()
                .lines()
                .filter(line -> line.contains("/" + name + "  "))
                .map(line -> line.substring(0, 32))
                .findFirst()
                .orElseThrow();
        return ProgramRun.of("revoke", "--session", id, "--config", config).status();
    }
}
