package dev.sallyport.gateway.cli;

import dev.sallyport.gateway.cli.policy.OneLine;
import dev.sallyport.gateway.operator.OperatorRequest;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonWriter;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sessions}: who got in, from the record of issuance. */
@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "List the sessions that were issued, oldest first, as the audit log of this node records them.",
            "Never shows a token; `revoke` ends what is listed here."
        },
        footer = {"", "Exit status: 0 listed, 2 the command line or the configuration has faults, 3 out of reach."})
public final class SessionsCommand implements Callable<Integer> {
    private enum Format {
        TEXT,
        JSON
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions installation = new InstallationOptions();

    @Option(names = "--live", description = "Only those that are neither over nor revoked.")
    private boolean live;

    @Option(names = "--user", paramLabel = "USER", description = "Only those that this user asked for, by name or ARN.")
    private @Nullable String user;

    @Option(names = "--role", paramLabel = "ROLE", description = "Only those of this role, by name or ARN.")
    private @Nullable String role;

    @Option(
            names = "--issuer",
            paramLabel = "ISSUER",
            description = "Only those of web identities of this provider, by ARN or by host and path.")
    private @Nullable String issuer;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json, one object per line.")
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> arguments = new TreeMap<>();
        if (live) {
            arguments.put("live", "true");
        }
        put(arguments, "user", user);
        put(arguments, "role", role);
        put(arguments, "issuer", issuer);
        int status = installation.run(
                new OperatorRequest("sessions", arguments),
                session -> out.println(format == Format.JSON ? JsonWriter.write(session) : shown(session)));
        out.flush();
        return status;
    }

    private static void put(Map<String, String> arguments, String name, @Nullable String value) {
        if (value != null) {
            arguments.put(name, value);
        }
    }

    private static String shown(JsonObject session) {
        StringBuilder line = new StringBuilder()
                .append(text(session, "session"))
                .append("  ")
                .append(text(session, "state"))
                .append("  ")
                .append(text(session, "principal"))
                .append("  until ")
                .append(text(session, "expires"));
        part(line, session, "  by ", "issuedTo");
        part(line, session, "  through ", "provider");
        part(line, session, " as ", "subject");
        part(line, session, "  from ", "sourceIp");
        part(line, session, "  issued ", "issued");
        part(line, session, "  mfa ", "mfaDevice");
        part(line, session, "  reason: ", "reason");
        return OneLine.of(line.toString());
    }

    private static void part(StringBuilder line, JsonObject session, String before, String name) {
        if (session.contains(name)) {
            line.append(before).append(text(session, name));
        }
    }

    private static String text(JsonObject session, String name) {
        return session.get(name).orElse(null) instanceof JsonString string ? string.value() : "-";
    }
}
