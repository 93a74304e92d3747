package dev.sallyport.gateway.cli;

import dev.sallyport.config.Configuration;
import dev.sallyport.config.ConfigurationException;
import dev.sallyport.config.ConfigurationLoader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check --config FILE}: everything that is wrong with a configuration, at once. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Report every fault of a configuration: file, line, path and what to do.",
        footer = {"", "Exit status: 0 no fault, 2 faults."})
public final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The server file.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private Path config;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            // A demonstration may be checked by anybody; only the demo command may start it.
            Configuration configuration =
                    ConfigurationLoader.load(config, name -> Optional.ofNullable(System.getenv(name)), true);
            configuration.warnings().forEach(out::println);
            out.println("no faults in `" + config + "`: "
                    + configuration.identities().accounts().size()
                    + " accounts, " + configuration.server().routes().size() + " routes, "
                    + configuration.server().filters().size() + " filters");
            return ExitStatus.DONE;
        } catch (ConfigurationException e) {
            err.print(e.report());
            err.println(e.getMessage());
            return ExitStatus.USAGE;
        } finally {
            out.flush();
            err.flush();
        }
    }
}
