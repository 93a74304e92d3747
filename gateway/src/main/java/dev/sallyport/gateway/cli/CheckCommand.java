package dev.sallyport.gateway.cli;

import dev.sallyport.config.Configuration;
import dev.sallyport.config.ConfigurationException;
import dev.sallyport.config.ConfigurationLoader;
import dev.sallyport.config.ListenerSettings;
import dev.sallyport.config.ServerSettings;
import dev.sallyport.config.Transport;
import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.gateway.tls.Tls;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        versionProvider = VersionProvider.class,
        description = {
            "Report every fault of a configuration: file, line, path and what to do.",
            "Nothing is started; ports, data directory and issuers are not touched."
        },
        footer = {"", "Exit status: 0 no fault, 2 the command line or the configuration has faults."})
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
            List<String> faults = certificateFaults(configuration.server());
            if (!faults.isEmpty()) {
                faults.forEach(err::println);
                err.println(counted(faults.size(), "fault") + " in the configuration");
                return ExitStatus.USAGE;
            }
            out.println("no faults in `" + config + "`: "
                    + counted(configuration.identities().accounts().size(), "account") + ", "
                    + counted(configuration.server().routes().size(), "route") + ", "
                    + counted(configuration.server().filters().size(), "filter"));
            if (configuration.server().demo()) {
                out.println("it is a demonstration, which only `sallyport demo` starts: `serve` needs a copy without"
                        + " `demo: true`");
            }
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

    /** What would keep a listener from doing TLS, which only whoever opens its files sees. */
    private List<String> certificateFaults(ServerSettings server) {
        Map<String, ListenerSettings> listeners = new LinkedHashMap<>();
        listeners.put("api", server.api());
        listeners.put("proxy", server.proxy());
        List<String> faults = new ArrayList<>();
        listeners.forEach((name, listener) -> {
            if (listener.transport() instanceof Transport.Tls pem) {
                try {
                    Tls.server(pem.certificate(), pem.privateKey());
                } catch (FileFault fault) {
                    faults.add(config + ": listeners." + name + ".tls: " + fault.getMessage());
                }
            }
        });
        return faults;
    }

    private static String counted(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
