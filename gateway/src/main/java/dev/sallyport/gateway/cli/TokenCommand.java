package dev.sallyport.gateway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code token}: what web identity tokens say, without a gateway. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Explain web identity tokens.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TokenExplainCommand.class})
public final class TokenCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say which: explain");
    }
}
