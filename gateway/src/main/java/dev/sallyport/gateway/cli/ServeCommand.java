package dev.sallyport.gateway.cli;

import dev.sallyport.config.Configuration;
import dev.sallyport.config.ConfigurationException;
import dev.sallyport.config.ConfigurationLoader;
import dev.sallyport.gateway.CannotStartException;
import dev.sallyport.gateway.Gateway;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve --config FILE}: a real installation, until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Run the gateway with a configuration.",
            "SIGHUP loads the configuration again; a faulty one is reported and the last good one kept.",
            "SIGTERM and SIGINT stop it after the requests that are being answered."
        },
        footer = {"", "Exit status: 2 the command line or the configuration has faults, 3 cannot start."})
public final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The server file.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private Path config;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Override
    public Integer call() throws InterruptedException {
        options.requirePorts();
        PrintWriter err = spec.commandLine().getErr();
        CountDownLatch closed = new CountDownLatch(1);
        try (Gateway gateway = Gateway.start(this::load, InstantSource.system(), new SecureRandom())) {
            boolean heard = Reload.onHangUp(() -> gateway.reload());
            LOG.info("ready: API on {}, proxy on {}", gateway.apiUrl(), gateway.proxyUrl());
            if (!heard) {
                LOG.warn("this system has no SIGHUP: restart to load a changed configuration");
            }
            waitUntilStopped(closed);
            LOG.info("stopping: requests that are being answered have {} s", Gateway.STOP_WITHIN.toSeconds());
            return ExitStatus.DONE;
        } catch (ConfigurationException e) {
            err.print(e.report());
            err.println(e.getMessage() + "; nothing was started");
            err.flush();
            return ExitStatus.USAGE;
        } catch (CannotStartException e) {
            err.println("cannot start: " + e.getMessage());
            err.flush();
            return ExitStatus.CANNOT_START;
        } finally {
            closed.countDown();
        }
    }

    private Configuration load() throws ConfigurationException {
        return options.applyTo(
                ConfigurationLoader.load(config, name -> Optional.ofNullable(System.getenv(name)), false));
    }

    /** Returns when the process is asked to end, which then waits until everything is closed. */
    private static void waitUntilStopped(CountDownLatch closed) throws InterruptedException {
        CountDownLatch stopping = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stopping.countDown();
                            try {
                                if (!closed.await(Gateway.STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                                    LOG.warn("stopped before every request was answered");
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop"));
        stopping.await();
    }
}
