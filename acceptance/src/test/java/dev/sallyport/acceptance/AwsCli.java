package dev.sallyport.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import tools.jackson.databind.json.JsonMapper;

/** The aws CLI: one process per call, with what it keeps between them in the home folder of its environment. */
final class AwsCli implements ClientSession {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern REFUSAL =
            Pattern.compile("An error occurred \\((\\w+)\\) when calling the \\w+ operation[^:]*: (.*)");

    private final Path program;
    private final Map<String, String> environment;
    private final List<String> options;

    /** @param options what every command needs besides its environment */
    AwsCli(Path program, Map<String, String> environment, List<String> options) {
        this.program = program;
        this.environment = Map.copyOf(environment);
        this.options = List.copyOf(options);
    }

    @Override
    public ClientOutcome call(
            String action, Map<String, ?> parameters, Optional<AwsCredentials> signer, Optional<String> mfaCode)
            throws Exception {
        List<String> command = new ArrayList<>();
        if (mfaCode.isPresent()) {
            // Without a terminal of its own it reads the code from standard input.
            command.addAll(
                    List.of("python3", "-c", "import os, sys; os.setsid(); os.execvp(sys.argv[1], sys.argv[1:])"));
        }
        command.addAll(List.of(program.toString(), "sts", command(action), "--output", "json"));
        command.addAll(List.of("--cli-input-json", JSON.writeValueAsString(parameters)));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        signer.ifPresent(credentials -> {
            builder.environment().put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
            builder.environment().put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
            if (credentials instanceof AwsSessionCredentials session) {
                builder.environment().put("AWS_SESSION_TOKEN", session.sessionToken());
            }
        });
        ChildProcess.Ended ended =
                ChildProcess.run(builder, mfaCode.map(code -> code + "\n").orElse(""));
        if (ended.status() == 0) {
            return ClientOutcome.answered(JSON.readTree(ended.out()));
        }
        Matcher refusal = REFUSAL.matcher(ended.err());
        return refusal.find()
                ? ClientOutcome.failed("", refusal.group(1), refusal.group(2))
                : ClientOutcome.failed("", "", ended.err());
    }

    /** {@code assume-role-with-saml} for {@code AssumeRoleWithSAML}. */
    private static String command(String action) {
        return action.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        // Nothing runs between two calls.
    }
}
