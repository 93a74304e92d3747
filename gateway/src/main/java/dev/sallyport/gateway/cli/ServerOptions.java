package dev.sallyport.gateway.cli;

import dev.sallyport.config.Configuration;
import dev.sallyport.config.ListenerSettings;
import dev.sallyport.config.ServerSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that stand in for settings of the server file. */
public final class ServerOptions {
    private static final int LAST_PORT = 65_535;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Keep state and audit log in DIR, in place of the file's.")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--api-port",
            paramLabel = "PORT",
            description = "Port of the API listener (STS), in place of the file's.")
    private @Nullable Integer apiPort;

    @Option(
            names = "--proxy-port",
            paramLabel = "PORT",
            description = "Port of the proxy listener, in place of the file's.")
    private @Nullable Integer proxyPort;

    /** @throws ParameterException when a port is none */
    void requirePorts() {
        requirePort("--api-port", apiPort);
        requirePort("--proxy-port", proxyPort);
    }

    private void requirePort(String option, @Nullable Integer port) {
        if (port != null && (port < 1 || port > LAST_PORT)) {
            throw new ParameterException(
                    spec.commandLine(), "`" + port + "`, given by " + option + ", is not a port: 1 to 65535");
        }
    }

    /** The configuration with the options in the place of what the file says. */
    public Configuration applyTo(Configuration configuration) {
        ServerSettings server = configuration.server();
        ListenerSettings api = apiPort == null ? server.api() : server.api().onPort(apiPort);
        ListenerSettings proxy =
                proxyPort == null ? server.proxy() : server.proxy().onPort(proxyPort);
        ServerSettings changed = server.withListeners(api, proxy);
        if (dataDirectory != null) {
            changed = changed.withDataDirectory(dataDirectory.toAbsolutePath());
        }
        return configuration.withServer(changed);
    }
}
