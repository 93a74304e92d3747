package dev.sallyport.gateway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mfa}: MFA devices of an installation, whether its gateway runs or not. */
@Command(
        name = "mfa",
        mixinStandardHelpOptions = true,
        description = {
            "Give people MFA devices, and take them away.",
            "A gateway that runs does it and it counts at once; without one, it is done on the data directory.",
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            MfaEnrollCommand.class,
            MfaEnableCommand.class,
            MfaListCommand.class,
            MfaRemoveCommand.class,
            MfaUnlockCommand.class
        })
public final class MfaCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "say which: enroll, enable, list, remove or unlock");
    }
}
