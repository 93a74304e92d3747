package dev.sallyport.gateway.cli;

import dev.sallyport.config.ConfigurationException;
import dev.sallyport.config.ConfigurationLoader;
import dev.sallyport.config.ServerSettings;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.audit.AuditField;
import dev.sallyport.gateway.audit.AuditLog;
import dev.sallyport.gateway.audit.AuditRecord;
import dev.sallyport.gateway.audit.AuditUnavailable;
import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.gateway.state.DataDirectory;
import dev.sallyport.gateway.state.Database;
import dev.sallyport.gateway.state.DatabaseFault;
import dev.sallyport.gateway.state.Databases;
import dev.sallyport.gateway.state.IdentityRegistry;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code identity accept}: a role trusts the user or role that bears a name now, and not its predecessor. */
@Command(
        name = "accept",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Let a role trust the user or role that bears a name now.",
            "A trust policy means those who bore its names when it was written; whoever was deleted and made again is",
            "somebody else until this says so. A running gateway takes it on when it loads its configuration again."
        },
        footer = {
            "",
            "Exit status: 0 accepted, 1 there is nobody to accept, 2 the command line or the configuration has faults,"
                    + " 3 the state cannot be opened."
        })
public final class IdentityAcceptCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The server file.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private Path config;

    @Option(names = "--role", required = true, paramLabel = "ARN", description = "The role whose trust policy it is.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private Arn role;

    @Option(
            names = "--principal",
            required = true,
            paramLabel = "ARN",
            description = "The user or role, as the trust policy names it.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private Arn principal;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            ServerSettings server = options.applyTo(
                            ConfigurationLoader.load(config, name -> Optional.ofNullable(System.getenv(name)), true))
                    .server();
            // A mistyped path must not become an installation of its own.
            if (!Files.isDirectory(server.dataDirectory())) {
                throw new FileFault("there is no data directory `" + server.dataDirectory()
                        + "`: start the gateway first, or give the directory it runs with as `--data-dir`");
            }
            Optional<UniqueId> accepted = accept(server);
            if (accepted.isEmpty()) {
                err.println("nothing was changed: there is no such role, its trust policy does not name `" + principal
                        + "` in these words, or nobody of that name is in the configuration that runs");
                return ExitStatus.FINDINGS;
            }
            out.println("`" + role + "` trusts `" + principal + "` with the id "
                    + accepted.get().value() + "; a gateway that runs takes it on with SIGHUP");
            return ExitStatus.DONE;
        } catch (ConfigurationException e) {
            err.print(e.report());
            err.println(e.getMessage() + "; nothing was changed");
            return ExitStatus.USAGE;
        } catch (FileFault | DatabaseFault | ApiException e) {
            err.println(e.getMessage());
            return ExitStatus.CANNOT_START;
        } catch (AuditUnavailable unavailable) {
            err.println("nothing was changed, because the audit log cannot be written: " + unavailable.reason());
            return ExitStatus.CANNOT_START;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private Optional<UniqueId> accept(ServerSettings server) {
        InstantSource clock = InstantSource.system();
        DataDirectory data = DataDirectory.open(server.dataDirectory());
        try (Database database = Databases.open(server.database(), data);
                AuditLog audit = AuditLog.open(
                        data.audit(),
                        AuditLog.Settings.DEFAULT.rotatingAt(server.limits().auditFileBytes()),
                        clock)) {
            return new IdentityRegistry(database)
                    .acceptPrincipal(
                            role,
                            principal,
                            id -> audit.takeDurably(
                                    AuditRecord.ofOperator(clock.instant(), System.getProperty("user.name", "unknown"))
                                            .set(AuditField.ACTION, "sallyport:AcceptIdentity")
                                            .set(AuditField.RESOURCE, role.toString())
                                            .set(AuditField.SUBJECT, principal + " " + id.value())
                                            .set(AuditField.DECISION, "allowed")));
        }
    }
}
