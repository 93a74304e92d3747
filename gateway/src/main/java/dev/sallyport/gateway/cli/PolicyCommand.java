package dev.sallyport.gateway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code policy}: what policies say, without a gateway. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = "Ask, check and explain policies.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PolicyEvaluateCommand.class,
            PolicyLintCommand.class,
            PolicyExplainCommand.class,
            PolicyFormatCommand.class,
            PolicyDiffCommand.class,
            PolicySimulateCommand.class,
            PolicyTestCommand.class
        })
public final class PolicyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "say which: evaluate, lint, format, diff, explain, simulate or test");
    }
}
