package dev.sallyport.gateway.cli;

import dev.sallyport.identity.Arn;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code sallyport}. */
@Command(
        name = "sallyport",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = "An STS gateway for your own APIs, in AWS's protocols.",
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line with every command of the gateway; others may add theirs. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.addSubcommand(new ServeCommand());
        commandLine.addSubcommand(new CheckCommand());
        commandLine.addSubcommand(new PolicyCommand());
        commandLine.addSubcommand(new TokenCommand());
        commandLine.addSubcommand(new MfaCommand());
        commandLine.addSubcommand(new IdentityCommand());
        commandLine.addSubcommand(new SessionsCommand());
        commandLine.addSubcommand(new RevokeCommand());
        commandLine.addSubcommand(new MetricsCommand());
        commandLine.addSubcommand(new CommandLine.HelpCommand());
        commandLine.registerConverter(Arn.class, Arn::parse);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        // What went wrong unexpectedly is a fault of ours and says so; picocli's own exit status for it is 1.
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr()
                    .println("sallyport failed, which is a fault of its own; please report it with what follows: "
                            + failure);
            failure.printStackTrace(command.getErr());
            return ExitStatus.CANNOT_START;
        });
        return commandLine;
    }
}
