package dev.sallyport.gateway.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * One address on which requests are taken: HTTP/1.1, with TLS or without, in Jetty's strictest readings of message and
 * URI. Threads are virtual where the JDK has them.
 */
public final class Listener implements AutoCloseable {
    /** Token, signature and cookies fit; a head is read before anything is known about its sender. */
    private static final int MAX_HEAD_BYTES = 16 * 1024;

    private static final int MAX_ANSWER_HEAD_BYTES = 32 * 1024;

    /** Without virtual threads this is how many requests are served at once; the rest wait. */
    private static final int MAX_THREADS = 400;

    /**
     * @param address port 0 for any that is free
     * @param tls empty for plain HTTP
     * @param maxConnections more wait in the operating system's queue
     * @param idle after which a connection on which nothing happens is closed
     * @param head within which a head must be complete once it began
     * @param stop how long {@link #close} waits for requests that are being answered
     */
    public record Settings(
            InetSocketAddress address,
            Optional<SSLContext> tls,
            int maxConnections,
            Duration idle,
            Duration head,
            Duration stop) {
        public static Settings of(InetSocketAddress address, Optional<SSLContext> tls) {
            return new Settings(
                    address, tls, 8192, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(20));
        }
    }

    private final Server server;
    private final ServerConnector connector;
    private final Optional<SslContextFactory.Server> tls;

    private Listener(Server server, ServerConnector connector, Optional<SslContextFactory.Server> tls) {
        this.server = server;
        this.connector = connector;
        this.tls = tls;
    }

    /**
     * Starts to take requests for {@code endpoint}.
     *
     * @throws PortTakenException when the address cannot be had
     */
    public static Listener start(String name, Settings settings, Endpoint endpoint) throws PortTakenException {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
        threads.setName(name);
        threads.setDaemon(true);
        Executor virtualThreads = VirtualThreads.getDefaultVirtualThreadsExecutor();
        if (virtualThreads != null) {
            threads.setVirtualThreadsExecutor(virtualThreads);
        }
        Server server = new Server(threads);
        Optional<SslContextFactory.Server> tls = settings.tls().map(Listener::tlsFactory);
        HttpConfiguration http = httpConfiguration(tls.isPresent());
        ConnectionFactory http1 = new ExactTargets(http, settings.head());
        ConnectionFactory[] protocols = tls.map(factory -> new ConnectionFactory[] {
                    new SslConnectionFactory(factory, HttpVersion.HTTP_1_1.asString()), http1
                })
                .orElseGet(() -> new ConnectionFactory[] {http1});
        ServerConnector connector = new ServerConnector(server, protocols);
        connector.setName(name);
        connector.setHost(settings.address().getHostString());
        connector.setPort(settings.address().getPort());
        connector.setIdleTimeout(settings.idle().toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(settings.maxConnections(), connector));
        server.setErrorHandler(new ErrorBodies(endpoint));
        server.setHandler(new GracefulHandler(new EndpointHandler(endpoint)));
        server.setStopTimeout(settings.stop().toMillis());
        bind(connector, settings.address());
        try {
            server.start();
        } catch (Exception e) {
            connector.close();
            throw new IllegalStateException("the listener `" + name + "` does not start", e);
        }
        return new Listener(server, connector, tls);
    }

    /** The port that requests are taken on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** From the next connection on, presents another certificate. For listeners that were started with TLS. */
    public void replaceTls(SSLContext context) {
        SslContextFactory.Server factory =
                tls.orElseThrow(() -> new IllegalStateException("the listener was started without TLS"));
        try {
            factory.reload(reloaded -> reloaded.setSslContext(context));
        } catch (Exception e) {
            throw new IllegalStateException("the certificate could not be replaced", e);
        }
    }

    /** Takes no more connections, lets running requests end within the time that was set, and closes. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the listener `" + connector.getName() + "` does not stop", e);
        }
    }

    // Before the server starts, so that a taken port is known for what it is.
    private static void bind(ServerConnector connector, InetSocketAddress address) throws PortTakenException {
        try {
            connector.open();
        } catch (IOException e) {
            throw new PortTakenException(address, e);
        }
    }

    private static SslContextFactory.Server tlsFactory(SSLContext context) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(context);
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setRenegotiationAllowed(false);
        return factory;
    }

    private static HttpConfiguration httpConfiguration(boolean secure) {
        HttpConfiguration http = new HttpConfiguration();
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setUriCompliance(UriCompliance.RFC3986);
        http.setRequestHeaderSize(MAX_HEAD_BYTES);
        http.setResponseHeaderSize(MAX_ANSWER_HEAD_BYTES);
        http.setMaxResponseHeaderSize(MAX_ANSWER_HEAD_BYTES);
        // Jetty keeps common fields ready; without case it would hand out its own spelling of a signed value.
        http.setHeaderCacheCaseSensitive(true);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setSendDateHeader(true);
        if (secure) {
            // One certificate per listener: no other name to be mixed up with it.
            http.addCustomizer(new SecureRequestCustomizer(false));
        }
        return http;
    }

    private static final class ExactTargets extends HttpConnectionFactory {
        private final Duration headDeadline;

        ExactTargets(HttpConfiguration configuration, Duration headDeadline) {
            super(configuration);
            this.headDeadline = headDeadline;
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint endPoint) {
            return configure(
                    new ExactTargetConnection(getHttpConfiguration(), connector, endPoint, headDeadline),
                    connector,
                    endPoint);
        }
    }
}
