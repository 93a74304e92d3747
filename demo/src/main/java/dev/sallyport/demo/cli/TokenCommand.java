package dev.sallyport.demo.cli;

import dev.sallyport.demo.tour.Cast;
import dev.sallyport.demo.tour.CiJob;
import dev.sallyport.demo.tour.Endpoints;
import dev.sallyport.gateway.cli.VersionProvider;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code demo token}: what a CI job is given by its CI system. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = "Print a fresh CI token, good for five minutes. The demo has to be up.")
final class TokenCommand implements Callable<Integer> {
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
                (folder, demo) -> CiJob.token(Endpoints.of(demo.ports()), Cast.AUDIENCE, folder.requestToken()));
    }
}
