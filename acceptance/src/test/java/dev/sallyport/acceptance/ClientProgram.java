package dev.sallyport.acceptance;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small program around an SDK, which takes a call as JSON per line and answers each with one line. */
final class ClientProgram implements ClientSession {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ChildProcess process;

    private ClientProgram(ChildProcess process) {
        this.process = process;
    }

    static ClientProgram start(ProcessBuilder builder) throws IOException {
        return new ClientProgram(ChildProcess.start(builder));
    }

    @Override
    public ClientOutcome call(
            String action, Map<String, ?> parameters, Optional<AwsCredentials> signer, Optional<String> mfaCode)
            throws Exception {
        Map<String, Object> call = new LinkedHashMap<>(Map.of("action", action, "parameters", parameters));
        signer.ifPresent(credentials -> call.put("credentials", json(credentials)));
        mfaCode.ifPresent(code -> call.put("mfaCode", code));
        process.say(JSON.writeValueAsString(call));
        String line;
        try {
            line = process.out().await(any -> true);
        } catch (AssertionError e) {
            throw new AssertionError("the client ended: " + process.err().soFar(), e);
        }
        JsonNode outcome = JSON.readTree(line);
        if (outcome.has("answer")) {
            return ClientOutcome.answered(outcome.get("answer"));
        }
        JsonNode error = outcome.get("error");
        return ClientOutcome.failed(
                error.get("type").asString(),
                error.get("code").asString(),
                error.get("message").asString());
    }

    private static Map<String, String> json(AwsCredentials credentials) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("AccessKeyId", credentials.accessKeyId());
        json.put("SecretAccessKey", credentials.secretAccessKey());
        if (credentials instanceof AwsSessionCredentials session) {
            json.put("SessionToken", session.sessionToken());
        }
        return json;
    }

    @Override
    public void close() {
        process.close();
    }
}
