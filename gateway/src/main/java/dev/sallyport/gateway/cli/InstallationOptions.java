package dev.sallyport.gateway.cli;

import dev.sallyport.config.Configuration;
import dev.sallyport.config.ConfigurationException;
import dev.sallyport.config.ConfigurationLoader;
import dev.sallyport.config.ServerSettings;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.audit.AuditLog;
import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.gateway.operator.OperatorAnswer;
import dev.sallyport.gateway.operator.OperatorCommands;
import dev.sallyport.gateway.operator.OperatorConnection;
import dev.sallyport.gateway.operator.OperatorDesk;
import dev.sallyport.gateway.operator.OperatorRequest;
import dev.sallyport.gateway.state.DataDirectory;
import dev.sallyport.gateway.state.Database;
import dev.sallyport.gateway.state.DatabaseFault;
import dev.sallyport.gateway.state.Databases;
import dev.sallyport.gateway.state.KnownRevocations;
import dev.sallyport.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * Which installation an operator's command is for, and the way to it: the running gateway's socket, or else the data
 * directory itself.
 */
public final class InstallationOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "The server file of the installation.")
    private @Nullable Path config;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Its data directory. Enough while the gateway runs, also when its files have faults.")
    private @Nullable Path dataDirectory;

    /**
     * Has {@code request} done; {@code lines} takes what is answered.
     *
     * @return the exit status
     */
    int run(OperatorRequest request, Consumer<JsonObject> lines) {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Outcome outcome = new Outcome(lines);
            ask(request, outcome);
            outcome.failed.ifPresent(err::println);
            return outcome.status;
        } catch (ConfigurationException e) {
            err.print(e.report());
            err.println(e.getMessage() + "; while the gateway runs, `--data-dir DIR` is enough");
            return ExitStatus.USAGE;
        } catch (FileFault | DatabaseFault fault) {
            err.println(fault.getMessage());
            return ExitStatus.CANNOT_START;
        } catch (ApiException failure) {
            err.println(failure.message() + " (" + failure.reason() + ")");
            return ExitStatus.CANNOT_START;
        } catch (IOException e) {
            err.println("the gateway went away before it answered (" + e.getMessage()
                    + "): what was asked may be done or not; ask again");
            return ExitStatus.CANNOT_START;
        } finally {
            err.flush();
        }
    }

    private void ask(OperatorRequest request, Outcome outcome) throws ConfigurationException, IOException {
        Optional<Configuration> configuration = Optional.empty();
        Path data;
        if (dataDirectory != null) {
            data = dataDirectory;
        } else if (config != null) {
            configuration = Optional.of(load(config));
            data = configuration.get().server().dataDirectory();
        } else {
            throw new picocli.CommandLine.ParameterException(
                    spec.commandLine(), "say which installation: `--config FILE` or `--data-dir DIR`");
        }
        Optional<OperatorConnection> running = OperatorConnection.open(data.toAbsolutePath());
        if (running.isPresent()) {
            try (OperatorConnection connection = running.get()) {
                connection.ask(request, outcome);
            }
            return;
        }
        if (config == null || !Files.isDirectory(data)) {
            throw new FileFault("no gateway runs on the data directory `" + data
                    + "`: correct the path, or add `--config FILE` to work on the directory itself");
        }
        onDirectory(configuration.isPresent() ? configuration.get() : load(config), data, request, outcome);
    }

    private static void onDirectory(
            Configuration configuration, Path path, OperatorRequest request, Consumer<String> lines) {
        ServerSettings server = configuration.server();
        InstantSource clock = InstantSource.system();
        DataDirectory data = DataDirectory.open(path);
        try (Database database = Databases.open(server.database(), data);
                AuditLog audit = AuditLog.open(data.audit(), AuditLog.Settings.DEFAULT, clock)) {
            KnownRevocations revocations = new KnownRevocations(database, clock, System::nanoTime);
            new OperatorDesk(OperatorCommands.all(data, database, revocations, Optional.empty()), audit, clock)
                    .answer(request, System.getProperty("user.name", "unknown"), lines);
        }
    }

    private static Configuration load(Path config) throws ConfigurationException {
        return ConfigurationLoader.load(config, name -> Optional.ofNullable(System.getenv(name)), true);
    }

    /** Reads an answer to its last line. Until that came, nothing is known to be done. */
    private static final class Outcome implements Consumer<String> {
        private final Consumer<JsonObject> lines;
        private int status = ExitStatus.CANNOT_START;
        private Optional<String> failed =
                Optional.of("the answer ended early: what was asked may be done or not; ask again");

        Outcome(Consumer<JsonObject> lines) {
            this.lines = lines;
        }

        @Override
        public void accept(String line) {
            Optional<OperatorAnswer> answer = OperatorAnswer.parse(line);
            if (answer.isPresent() && answer.get() instanceof OperatorAnswer.Line one) {
                lines.accept(one.object());
            } else if (answer.isPresent() && answer.get() instanceof OperatorAnswer.Done) {
                status = ExitStatus.DONE;
                failed = Optional.empty();
            } else if (answer.isPresent() && answer.get() instanceof OperatorAnswer.Failed why) {
                status = ExitStatus.USAGE;
                failed = Optional.of(why.why());
            }
        }
    }
}
