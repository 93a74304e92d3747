package dev.sallyport.acceptance;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.sallyport.filter.FilterSettings;
import dev.sallyport.filter.SallyportFilter;
import dev.sallyport.filter.SallyportPrincipal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A servlet application behind the filter, in a process of its own, so that its memory can be searched. It answers with
 * all that it gets to see. On standard input {@code dump FILE} writes its heap; the end of the input ends it.
 */
final class FilteredApp {
    private FilteredApp() {}

    /** @param arguments gateway URL, role ARN, key file, audit file */
    public static void main(String[] arguments) throws Exception {
        FilterHolder filter = new FilterHolder(SallyportFilter.class);
        filter.setInitParameters(Map.of(
                FilterSettings.GATEWAY_URL, arguments[0],
                FilterSettings.SERVICE, "payments",
                FilterSettings.ROLE_ARN, arguments[1],
                FilterSettings.KEY_FILE, arguments[2],
                FilterSettings.AUDIT_FILE, arguments[3]));
        ServletContextHandler application = new ServletContextHandler("/");
        application.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        application.addServlet(new ServletHolder(new Echo()), "/*");
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(application);
        server.start();
        System.out.println("port " + connector.getLocalPort());

        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            // Everything, also what is not reachable any more: garbage is in memory too.
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpHeap(line.substring("dump ".length()), false);
            System.out.println("dumped");
        }
        server.stop();
    }

    /** Answers with method, caller, headers and body, one a line. */
    private static final class Echo extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            SallyportPrincipal caller = (SallyportPrincipal) request.getUserPrincipal();
            StringBuilder seen =
                    new StringBuilder(request.getMethod()).append(' ').append(request.getRequestURI());
            seen.append("\ncaller ").append(caller.getName());
            seen.append("\nmay delete ")
                    .append(caller.isAllowed("orders:DeleteOrder", "arn:aws:orders:us-east-1:111122223333:order/42"));
            seen.append("\nmay get ")
                    .append(caller.isAllowed("orders:GetOrder", "arn:aws:orders:us-east-1:111122223333:order/42"));
            for (String name : Collections.list(request.getHeaderNames())) {
                seen.append("\nheader ").append(name).append(": ").append(request.getHeader(name));
            }
            seen.append("\nbody ").append(new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            response.setContentType("text/plain");
            response.getOutputStream().write(seen.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
