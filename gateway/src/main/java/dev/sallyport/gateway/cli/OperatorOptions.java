package dev.sallyport.gateway.cli;

import dev.sallyport.config.Configuration;
import dev.sallyport.config.ConfigurationException;
import dev.sallyport.config.ConfigurationLoader;
import dev.sallyport.config.ServerSettings;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.audit.AuditLog;
import dev.sallyport.gateway.audit.AuditUnavailable;
import dev.sallyport.gateway.enrolment.Enrolment;
import dev.sallyport.gateway.enrolment.Enrolments;
import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.gateway.operator.OperatorConnection;
import dev.sallyport.gateway.operator.SocketEnrolments;
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
 * Which installation's MFA devices a command is about, and the way to them: the running gateway's socket, or else the data
 * directory itself. Only who owns the directory can use them.
 */
public final class OperatorOptions {
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

    /** What a command does with an installation. */
    interface Work {
        int run(Enrolments enrolments, PrintWriter out);
    }

    /** Runs {@code work} and says what kept it from being done; the exit status. */
    int run(Work work) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            return run(work, out);
        } catch (ConfigurationException e) {
            err.print(e.report());
            err.println(e.getMessage() + "; while the gateway runs, `--data-dir DIR` is enough");
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

    private int run(Work work, PrintWriter out) throws ConfigurationException {
        if (dataDirectory != null) {
            Path data = dataDirectory.toAbsolutePath();
            if (OperatorConnection.isOpen(data)) {
                return work.run(new SocketEnrolments(data), out);
            }
        }
        if (config == null) {
            if (dataDirectory == null) {
                throw new picocli.CommandLine.ParameterException(
                        spec.commandLine(), "say which installation: `--config FILE` or `--data-dir DIR`");
            }
            throw new FileFault("no gateway runs on the data directory `" + dataDirectory
                    + "`: correct the path, or add `--config FILE` to work on the directory itself");
        }
        Configuration configuration = load(config);
        Path data = configuration.server().dataDirectory();
        // A mistyped path must not become an installation with keys of its own.
        if (!Files.isDirectory(data)) {
            throw new FileFault("there is no data directory `" + data
                    + "`: start the gateway first, or give the directory it runs with as `--data-dir`");
        }
        return OperatorConnection.isOpen(data)
                ? work.run(new SocketEnrolments(data), out)
                : onDirectory(configuration, work, out);
    }

    private static int onDirectory(Configuration configuration, Work work, PrintWriter out) {
        ServerSettings server = configuration.server();
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        DataDirectory data = DataDirectory.open(server.dataDirectory());
        try (Database database = Databases.open(server.database(), data);
                AuditLog audit = AuditLog.open(
                        data.audit(),
                        AuditLog.Settings.DEFAULT.rotatingAt(server.limits().auditFileBytes()),
                        clock)) {
            Keys keys = Keys.open(data, database, server.rootKey(), server.trustDomain(), random, clock.instant());
            return work.run(
                    new Enrolment(
                            configuration,
                            new MfaDevices(database, keys.mfaSeeds()),
                            new MfaSteps(database),
                            audit,
                            System.getProperty("user.name", "unknown"),
                            random,
                            clock),
                    out);
        }
    }

    private Configuration load(Path file) throws ConfigurationException {
        // A demonstration has devices too; nothing is started here.
        Configuration configuration =
                ConfigurationLoader.load(file, name -> Optional.ofNullable(System.getenv(name)), true);
        Path other = dataDirectory;
        return other == null
                ? configuration
                : configuration.withServer(configuration.server().withDataDirectory(other.toAbsolutePath()));
    }

    /** The options as they would be typed for another command about the same installation. */
    String again() {
        return (config == null ? "" : " --config " + config)
                + (dataDirectory == null ? "" : " --data-dir " + dataDirectory);
    }
}
