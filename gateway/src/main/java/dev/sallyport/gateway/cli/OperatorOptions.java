package dev.sallyport.gateway.cli;

import dev.sallyport.config.Configuration;
import dev.sallyport.config.ConfigurationException;
import dev.sallyport.config.ConfigurationLoader;
import dev.sallyport.config.ServerSettings;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.audit.AuditLog;
import dev.sallyport.gateway.audit.AuditUnavailable;
import dev.sallyport.gateway.enrolment.Enrolment;
import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.gateway.state.DataDirectory;
import dev.sallyport.gateway.state.Database;
import dev.sallyport.gateway.state.DatabaseFault;
import dev.sallyport.gateway.state.Databases;
import dev.sallyport.gateway.state.Keys;
import dev.sallyport.gateway.state.MfaDevices;
import dev.sallyport.gateway.state.MfaSteps;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * The options of commands that work on an installation's data directory, whether its gateway runs or not: both see what
 * the other writes. Only who owns the directory can use them.
 */
public final class OperatorOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The server file that the gateway runs with.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private Path config;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The data directory, if the gateway was started with that option too.")
    private @Nullable Path dataDirectory;

    /** What a command does with an installation. */
    interface Work {
        int run(Enrolment enrolment, PrintWriter out);
    }

    /** Runs {@code work} and says what kept it from being done; the exit status. */
    int run(Work work) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            return run(load(), work, out);
        } catch (ConfigurationException e) {
            err.print(e.report());
            err.println(e.getMessage());
            return ExitStatus.USAGE;
        } catch (ApiException refused) {
            err.println(refused.error().code() + ": " + refused.message());
            if (!refused.reason().equals(refused.message())) {
                err.println(refused.reason());
            }
            return ExitStatus.FINDINGS;
        } catch (FileFault | DatabaseFault fault) {
            err.println(fault.getMessage());
            return ExitStatus.CANNOT_START;
        } catch (AuditUnavailable unavailable) {
            err.println("nothing was changed, because the audit log cannot be written: " + unavailable.reason());
            return ExitStatus.CANNOT_START;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static int run(Configuration configuration, Work work, PrintWriter out) {
        ServerSettings server = configuration.server();
        // A mistyped path must not become an installation with keys of its own.
        if (!Files.isDirectory(server.dataDirectory())) {
            throw new FileFault("there is no data directory `" + server.dataDirectory()
                    + "`: start the gateway first, or give the directory it runs with as `--data-dir`");
        }
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        DataDirectory data = DataDirectory.open(server.dataDirectory());
        try (Database database = Databases.open(server.database(), data);
                AuditLog audit = AuditLog.open(
                        data.audit(),
                        AuditLog.Settings.DEFAULT.rotatingAt(server.limits().auditFileBytes()),
                        clock)) {
            Keys keys = Keys.open(data, database, server.rootKey(), server.trustDomain(), random, clock.instant());
            Enrolment enrolment = new Enrolment(
                    configuration,
                    new MfaDevices(database, keys.mfaSeeds()),
                    new MfaSteps(database),
                    audit,
                    System.getProperty("user.name", "unknown"),
                    random,
                    clock);
            return work.run(enrolment, out);
        }
    }

    private Configuration load() throws ConfigurationException {
        // A demonstration has devices too; nothing is started here.
        Configuration configuration =
                ConfigurationLoader.load(config, name -> Optional.ofNullable(System.getenv(name)), true);
        Path other = dataDirectory;
        return other == null
                ? configuration
                : configuration.withServer(configuration.server().withDataDirectory(other.toAbsolutePath()));
    }

    /** The options as they would be typed for the next command. */
    String again() {
        return " --config " + config + (dataDirectory == null ? "" : " --data-dir " + dataDirectory);
    }
}
