package dev.sallyport.demo.cli;

import dev.sallyport.config.ConfigurationException;
import dev.sallyport.demo.folder.DemoFolder;
import dev.sallyport.demo.port.FreePorts;
import dev.sallyport.demo.port.Listener;
import dev.sallyport.demo.port.PortTakenException;
import dev.sallyport.demo.port.Ports;
import dev.sallyport.demo.stage.Demo;
import dev.sallyport.demo.tour.Cast;
import dev.sallyport.demo.tour.Endpoints;
import dev.sallyport.gateway.CannotStartException;
import dev.sallyport.gateway.cli.ExitStatus;
import dev.sallyport.gateway.cli.VersionProvider;
import dev.sallyport.gateway.files.FileFault;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: everything on this machine alone, the tour, and then commands to try for oneself. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        subcommands = {TokenCommand.class, CodeCommand.class, CommandsCommand.class},
        description = {
            "Start config/demo on loopback with an example OIDC issuer and two example APIs, play the three jobs over real"
                    + " HTTP, and stay up for the commands that are printed then."
        },
        footer = {
            "",
            "Exit status: 0 every step went as said, 1 one did not, 2 the command line or the configuration has faults,"
                    + " 3 cannot start."
        })
public final class DemoCommand implements Callable<Integer> {
    /** Whether the launcher saw a terminal with colours. */
    private static final String COLOURS = "sallyport.colours";

    /** How often somebody may be quicker to take a port: more in a row are no coincidence. */
    private static final int MAX_ATTEMPTS = 6;

    private static final int LONGEST_PAUSE_MILLIS = 1000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(names = "--once", description = "End after the tour.")
    private boolean once;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Keep state and audit log in DIR.")
    private @Nullable Path dataDirectory;

    @Mixin
    private final ConfigurationOption configuration = new ConfigurationOption();

    @Mixin
    private final PortOptions portOptions = new PortOptions();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            Map<Listener, Integer> given = portOptions.given();
            Ports first = Ports.choose(given, FreePorts::isFree);
            Path serverFile = configuration.serverFile();
            if (!Files.isRegularFile(serverFile)) {
                err.println("there is no file `" + serverFile + "`: give config/demo/sallyport.yaml or a copy of it");
                return ExitStatus.USAGE;
            }
            DemoFolder folder = configuration.folder();
            folder.fill(Cast.FILTER_KEY, new SecureRandom());
            try (Demo demo = start(serverFile, folder, given, first)) {
                Ports ports = demo.ports();
                CountDownLatch stopped = stopped(demo);
                sayWhereItIs(out, ports, given.keySet());
                List<String> failed = demo.tour(out, Boolean.getBoolean(COLOURS));
                sayHowItWent(out, failed);
                if (!once) {
                    demo.announce();
                    out.println(configuration.commands(ports, demo.data()));
                    out.println("Every decision is in the audit log: " + demo.auditLog());
                    out.println("Everything is up until you press Ctrl-C.");
                    out.flush();
                    stopped.await();
                }
                return failed.isEmpty() ? ExitStatus.DONE : ExitStatus.FINDINGS;
            }
        } catch (ConfigurationException e) {
            err.print(e.report());
            err.println(e.getMessage() + "; nothing was started");
            return ExitStatus.USAGE;
        } catch (PortTakenException | FileFault | CannotStartException e) {
            err.println("cannot start: " + e.getMessage());
            return ExitStatus.CANNOT_START;
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** Starts; where somebody was quicker to take a port that nobody asked for, with the next one. */
    private Demo start(Path serverFile, DemoFolder folder, Map<Listener, Integer> given, Ports first)
            throws ConfigurationException, CannotStartException, InterruptedException {
        SecureRandom random = new SecureRandom();
        Ports ports = first;
        for (int attempt = 1; ; attempt++) {
            try {
                return Demo.start(
                        serverFile, Optional.ofNullable(dataDirectory), folder, ports, random, InstantSource.system());
            } catch (CannotStartException e) {
                if (attempt == MAX_ATTEMPTS || !isOfAPort(e)) {
                    throw e;
                }
            }
            // Two that took ports from each other have both let go; they must not meet again.
            Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
            ports = Ports.choose(given, FreePorts::isFree);
        }
    }

    private static boolean isOfAPort(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    private static void sayWhereItIs(PrintWriter out, Ports ports, Set<Listener> given) {
        for (Listener moved : ports.moved()) {
            if (!given.contains(moved)) {
                out.println("port " + moved.defaultPort() + " is taken: " + moved.title() + " listens on "
                        + ports.of(moved));
            }
        }
        Endpoints endpoints = Endpoints.of(ports);
        out.println("Sallyport is up, on this machine only:");
        out.println("  API (STS)                    " + endpoints.api());
        out.println("  proxy, orders behind it      " + endpoints.proxy());
        out.println("  payments, with the filter    " + endpoints.payments());
        out.println("  example OIDC issuer (CI)     " + endpoints.issuer());
        out.flush();
    }

    private static void sayHowItWent(PrintWriter out, List<String> failed) {
        out.println(
                failed.isEmpty()
                        ? "Every step went as said."
                        : "NOT as said: step" + (failed.size() == 1 ? " " : "s ") + String.join(", ", failed) + ".");
        out.println();
        out.flush();
    }

    /** Closes everything when the process is asked to end, at whatever moment, and counts down. */
    private static CountDownLatch stopped(Demo demo) {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            demo.close();
                            stopped.countDown();
                        },
                        "stop"));
        return stopped;
    }
}
