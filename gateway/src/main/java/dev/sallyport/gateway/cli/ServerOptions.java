package dev.sallyport.gateway.cli;

import dev.sallyport.config.Configuration;
import dev.sallyport.config.ListenerSettings;
import dev.sallyport.config.ServerSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that stand in for settings of the server file. */
public final class ServerOptions {
    @Option(names = "--data-dir", paramLabel = "DIR", description = "Keep state and audit log in DIR.")
    private @Nullable Path dataDirectory;

    @Option(names = "--api-port", paramLabel = "PORT", description = "Port of the API listener (STS).")
    private @Nullable Integer apiPort;

    @Option(names = "--proxy-port", paramLabel = "PORT", description = "Port of the proxy listener.")
    private @Nullable Integer proxyPort;

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
        return new Configuration(changed, configuration.identities(), configuration.warnings());
    }
}
