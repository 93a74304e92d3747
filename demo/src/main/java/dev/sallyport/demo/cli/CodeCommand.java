package dev.sallyport.demo.cli;

import dev.sallyport.demo.mfa.AlicePhone;
import dev.sallyport.gateway.cli.VersionProvider;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code demo code}: what the demo user's phone shows. */
@Command(
        name = "code",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = "Print an MFA code that is not spent, waiting for one if need be. The demo has to be up.")
final class CodeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Mixin
    private final ConfigurationOption configuration = new ConfigurationOption();

    @Override
    public Integer call() {
        return Running.answer(
                spec,
                configuration.folder(),
                (folder, demo) ->
                        AlicePhone.nextCode(folder.aliceSeed(), demo.data(), InstantSource.system(), moment -> {
                            spec.commandLine().getErr().println("waiting until " + moment + " for an unspent code");
                            spec.commandLine().getErr().flush();
                        }));
    }
}
