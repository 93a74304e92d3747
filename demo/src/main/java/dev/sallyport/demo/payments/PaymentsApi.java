package dev.sallyport.demo.payments;

import dev.sallyport.filter.FilterSettings;
import dev.sallyport.filter.SallyportFilter;
import dev.sallyport.identity.Arn;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The servlet container with the application in it, on loopback. */
public final class PaymentsApi implements AutoCloseable {
    private static final String SERVICE = "payments";

    private final Server server;

    private PaymentsApi(Server server) {
        this.server = server;
    }

    /**
     * @param gateway the gateway's API, which the filter asks
     * @param role the filter's one role
     * @param keyFile the key with which the filter becomes that role
     * @param auditFile where the filter writes its decisions
     */
    public static PaymentsApi start(int port, URI gateway, Arn role, Path keyFile, Path auditFile) throws IOException {
        FilterHolder filter = new FilterHolder(SallyportFilter.class);
        filter.setInitParameters(Map.of(
                FilterSettings.GATEWAY_URL, gateway.toString(),
                FilterSettings.SERVICE, SERVICE,
                FilterSettings.ROLE_ARN, role.toString(),
                FilterSettings.KEY_FILE, keyFile.toString(),
                FilterSettings.AUDIT_FILE, auditFile.toString()));
        filter.setAsyncSupported(true);

        ServletContextHandler application = new ServletContextHandler("/");
        application.addFilter(
                filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        application.addServlet(new ServletHolder(new PaymentsServlet()), "/payments/*");

        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(application);
        try {
            server.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the payments API: " + e.getMessage(), e);
        }
        return new PaymentsApi(server);
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("the payments API does not stop: " + e.getMessage(), e);
        }
    }
}
