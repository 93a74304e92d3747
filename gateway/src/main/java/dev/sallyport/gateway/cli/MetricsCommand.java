package dev.sallyport.gateway.cli;

import dev.sallyport.gateway.operator.OperatorRequest;
import dev.sallyport.json.JsonString;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code metrics}: what the gateway that runs has counted. */
@Command(
        name = "metrics",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Print what the running gateway has counted since it started, in Prometheus's text format:",
            "sessions by action and role. It names roles, so it is for the operator and on no listener."
        },
        footer = {"", "Exit status: 0 printed, 2 the command line or the configuration has faults, 3 out of reach."})
public final class MetricsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions installation = new InstallationOptions();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        int status = installation.run(new OperatorRequest("metrics", Map.of()), answer -> {
            if (answer.get("line").orElse(null) instanceof JsonString line) {
                out.print(line.value() + "\n");
            }
        });
        out.flush();
        return status;
    }
}
