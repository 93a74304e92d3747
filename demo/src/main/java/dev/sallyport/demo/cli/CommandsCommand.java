package dev.sallyport.demo.cli;

import dev.sallyport.gateway.cli.VersionProvider;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code demo commands}: the commands to paste, once more. */
@Command(
        name = "commands",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = "Print the commands to paste, each in a fenced block under its name. The demo has to be up.")
final class CommandsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Mixin
    private final ConfigurationOption configuration = new ConfigurationOption();

    @Override
    public Integer call() {
        return Running.answer(
                spec, configuration.folder(), (folder, demo) -> configuration.commands(demo.ports(), demo.data()));
    }
}
