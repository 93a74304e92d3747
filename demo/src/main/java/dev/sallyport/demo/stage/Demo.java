package dev.sallyport.demo.stage;

import dev.sallyport.config.Configuration;
import dev.sallyport.config.ConfigurationException;
import dev.sallyport.config.ConfigurationLoader;
import dev.sallyport.config.ServerSettings;
import dev.sallyport.demo.folder.DemoFolder;
import dev.sallyport.demo.folder.MovedConfiguration;
import dev.sallyport.demo.folder.RunningDemo;
import dev.sallyport.demo.issuer.ExampleIssuer;
import dev.sallyport.demo.mfa.AlicePhone;
import dev.sallyport.demo.orders.OrdersApi;
import dev.sallyport.demo.payments.PaymentsApi;
import dev.sallyport.demo.port.Listener;
import dev.sallyport.demo.port.Ports;
import dev.sallyport.demo.tour.Cast;
import dev.sallyport.demo.tour.Endpoints;
import dev.sallyport.demo.tour.Tour;
import dev.sallyport.gateway.CannotStartException;
import dev.sallyport.gateway.Gateway;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A gateway as {@code serve} would run it, with what stands around one: an issuer, an API behind it and an API with the
 * filter. The parts meet over HTTP only.
 */
public final class Demo implements AutoCloseable {
    private final DemoFolder folder;
    private final Ports ports;
    private final Endpoints endpoints;
    private final Path data;
    private final InstantSource clock;
    private final Deque<AutoCloseable> started;

    private Demo(DemoFolder folder, Ports ports, Path data, InstantSource clock, Deque<AutoCloseable> started) {
        this.folder = folder;
        this.ports = ports;
        this.endpoints = Endpoints.of(ports);
        this.data = data;
        this.clock = clock;
        this.started = started;
    }

    /**
     * Starts everything.
     *
     * @param serverFile {@code config/demo/sallyport.yaml} or a copy of it
     * @param dataDirectory in the place of the one in that file
     * @param folder where the secrets that it names were made
     */
    public static Demo start(
            Path serverFile,
            Optional<Path> dataDirectory,
            DemoFolder folder,
            Ports ports,
            SecureRandom random,
            InstantSource clock)
            throws ConfigurationException, CannotStartException {
        long process = ProcessHandle.current().pid();
        Path movedFile = MovedConfiguration.of(serverFile, folder, ports, process);
        Endpoints endpoints = Endpoints.of(ports);
        Configuration first = load(movedFile, dataDirectory, ports);
        Deque<AutoCloseable> started = new ArrayDeque<>();
        boolean complete = false;
        try {
            started.push(() -> MovedConfiguration.remove(folder, process));
            started.push(ExampleIssuer.start(
                    ports.of(Listener.ISSUER),
                    endpoints.issuer(),
                    folder.issuerKey(),
                    folder.requestToken(),
                    random,
                    clock));
            started.push(OrdersApi.start(
                    ports.of(Listener.ORDERS), first.server().api().publicUrl(), clock));
            started.push(Gateway.start(() -> load(movedFile, dataDirectory, ports), clock, random));
            started.push(PaymentsApi.start(
                    ports.of(Listener.PAYMENTS),
                    endpoints.api(),
                    Cast.FILTER_ROLE,
                    folder.filterKeyFile(),
                    folder.filterAudit()));
            Path data = first.server().dataDirectory().toAbsolutePath();
            complete = true;
            return new Demo(folder, ports, data, clock, started);
        } catch (IOException e) {
            throw new CannotStartException("an example server does not start: " + e.getMessage(), e);
        } finally {
            // Whatever was thrown: a server that is left over would keep the process alive.
            if (!complete) {
                closeAll(started);
            }
        }
    }

    /** Plays the tour and names the steps that did not go as said. */
    public List<String> tour(PrintWriter out, boolean colours) {
        return Tour.play(
                endpoints,
                folder.aliceSecret(),
                folder.requestToken(),
                () -> AlicePhone.nextCode(folder.aliceSeed(), data, clock, moment -> {
                    out.println("       (waiting until " + moment + " for an unspent code)");
                    out.flush();
                }),
                clock,
                out,
                colours);
    }

    public Ports ports() {
        return ports;
    }

    /** Lets the commands that ask a demo find this one, until it is closed. */
    public synchronized void announce() {
        RunningDemo running = new RunningDemo(ports, data);
        running.write(folder.running());
        started.push(() -> running.erase(folder.running()));
    }

    /** Where the gateway keeps what it remembers. */
    public Path data() {
        return data;
    }

    /** Where the gateway writes every decision. */
    public Path auditLog() {
        return data.resolve("audit").resolve("audit.jsonl");
    }

    /** Stops everything, the last started first. Whoever calls second waits for the first and finds nothing to do. */
    @Override
    public synchronized void close() {
        closeAll(started);
    }

    private static Configuration load(Path serverFile, Optional<Path> dataDirectory, Ports ports)
            throws ConfigurationException {
        Configuration configuration =
                ConfigurationLoader.load(serverFile, name -> Optional.ofNullable(System.getenv(name)), true);
        ServerSettings server = configuration.server();
        ServerSettings changed = server.withListeners(
                server.api().onPort(ports.of(Listener.API)), server.proxy().onPort(ports.of(Listener.PROXY)));
        ServerSettings complete = dataDirectory
                .map(directory -> changed.withDataDirectory(directory.toAbsolutePath()))
                .orElse(changed);
        return configuration.withServer(complete);
    }

    private static void closeAll(Deque<AutoCloseable> started) {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                System.getLogger(Demo.class.getName()).log(System.Logger.Level.WARNING, "not closed in order", e);
            }
        }
    }
}
