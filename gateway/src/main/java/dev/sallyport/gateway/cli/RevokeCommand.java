package dev.sallyport.gateway.cli;

import dev.sallyport.gateway.cli.policy.OneLine;
import dev.sallyport.gateway.operator.OperatorRequest;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonBoolean;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code revoke}: ends sessions before their time. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "End a session, or all sessions of a user, role or provider, and those that came from them by chaining.",
            "Done means durable and in force at this node's STS and proxy; servlet filters follow within 60 s.",
            "Access keys and trust policies are not touched: who may come in again is said by the configuration."
        },
        footer = {
            "",
            "Exit status: 0 done, 1 done but some nodes have not confirmed, 2 refused, 3 out of reach or not durable."
        })
public final class RevokeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions installation = new InstallationOptions();

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without one
    private Subject subject;

    /** Whose sessions end. */
    private static final class Subject {
        @Option(names = "--session", paramLabel = "ID", description = "One session, as `sessions` shows it.")
        private @Nullable String session;

        @Option(names = "--user", paramLabel = "USER", description = "Every session that came from this user.")
        private @Nullable String user;

        @Option(names = "--role", paramLabel = "ROLE", description = "Every session of this role.")
        private @Nullable String role;

        @Option(names = "--provider", paramLabel = "ARN", description = "Every session through this OIDC provider.")
        private @Nullable String provider;
    }

    @Option(
            names = "--issued-before",
            paramLabel = "TIME",
            description = "Only sessions issued before this, such as 2026-01-15T12:00:00Z; otherwise before now.")
    private @Nullable String issuedBefore;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> arguments = new TreeMap<>();
        put(arguments, "session", subject.session);
        put(arguments, "user", subject.user);
        put(arguments, "role", subject.role);
        put(arguments, "provider", subject.provider);
        put(arguments, "issued-before", issuedBefore);
        Set<String> missing = new TreeSet<>();
        int status = installation.run(new OperatorRequest("revoke", arguments), line -> {
            out.println(shown(line));
            missing.addAll(notConfirmed(line));
        });
        missing.forEach(
                node -> out.println(
                        "not confirmed by " + OneLine.of(node)
                                + ": it refuses all sessions once it has heard nothing for 60 s; make sure it is stopped or connected"));
        out.flush();
        return status == ExitStatus.DONE && !missing.isEmpty() ? ExitStatus.FINDINGS : status;
    }

    private static String shown(JsonObject line) {
        boolean inForce = line.get("inForce").orElse(null) instanceof JsonBoolean force && force.value();
        String what = text(line, "revoked").equals("session")
                ? "the session `" + text(line, "name") + "`"
                : "every session of " + text(line, "revoked") + " `" + text(line, "name") + "` ("
                        + text(line, "subject") + ") that was issued before " + text(line, "issuedBefore");
        return OneLine.of(
                "revoked " + what + ": "
                        + (inForce
                                ? "in force at this node, at filters within 60 s"
                                : "durable; every gateway on this database knows it within seconds, also one that is started later"));
    }

    private static Set<String> notConfirmed(JsonObject line) {
        Set<String> nodes = new TreeSet<>();
        if (line.get("notConfirmed").orElse(null) instanceof JsonArray array) {
            for (JsonNode node : array.elements()) {
                if (node instanceof JsonString name) {
                    nodes.add(name.value());
                }
            }
        }
        return nodes;
    }

    private static void put(Map<String, String> arguments, String name, @Nullable String value) {
        if (value != null) {
            arguments.put(name, value);
        }
    }

    private static String text(JsonObject line, String name) {
        return line.get(name).orElse(null) instanceof JsonString string ? string.value() : "-";
    }
}
