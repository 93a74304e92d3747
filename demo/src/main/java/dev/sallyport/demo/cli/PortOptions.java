package dev.sallyport.demo.cli;

import dev.sallyport.demo.port.Listener;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The ports a user asks for. */
final class PortOptions {
    private static final int LAST_PORT = 65_535;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(
            names = "--api-port",
            paramLabel = "PORT",
            description = "Port of the API (STS); 7070 or the next free one.")
    private @Nullable Integer api;

    @Option(names = "--proxy-port", paramLabel = "PORT", description = "Port of the proxy; 8080 or the next free one.")
    private @Nullable Integer proxy;

    @Option(
            names = "--issuer-port",
            paramLabel = "PORT",
            description = "Port of the example OIDC issuer; 7071 or the next free one.")
    private @Nullable Integer issuer;

    @Option(
            names = "--upstream-port",
            paramLabel = "PORT",
            description = "Port of the orders API behind the proxy; 8081 or the next free one.")
    private @Nullable Integer orders;

    @Option(
            names = "--payments-port",
            paramLabel = "PORT",
            description = "Port of the payments API with the filter; 8082 or the next free one.")
    private @Nullable Integer payments;

    /** @throws ParameterException when one is no port */
    Map<Listener, Integer> given() {
        Map<Listener, Integer> given = new EnumMap<>(Listener.class);
        put(given, Listener.API, api);
        put(given, Listener.PROXY, proxy);
        put(given, Listener.ISSUER, issuer);
        put(given, Listener.ORDERS, orders);
        put(given, Listener.PAYMENTS, payments);
        return given;
    }

    private void put(Map<Listener, Integer> given, Listener listener, @Nullable Integer port) {
        if (port == null) {
            return;
        }
        if (port < 1 || port > LAST_PORT) {
            throw new ParameterException(
                    spec.commandLine(),
                    "`" + port + "`, given by " + listener.option() + ", is not a port: 1 to 65535");
        }
        given.put(listener, port);
    }
}
