package dev.sallyport.benchmarks.sts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A call of a server that speaks the API of STS: ours, and MinIO's. */
final class StsSubject implements Subject {
    static final String ASSUME_ROLE = "AssumeRole";
    static final String WEB_IDENTITY = "AssumeRoleWithWebIdentity";

    private static final int SAMPLE = 20;

    private final String server;
    private final ServerProcess process;
    private final int port;
    private final String roleArn;
    private final Optional<Requests.Credentials> caller;
    private final Tokens tokens;
    private final Proof proof;

    /** Identity tokens by number: those of a run are signed once, and shown to each server once. */
    interface Tokens {
        List<String> of(int first, int count, Instant now);
    }

    /** Shows that credentials work. */
    interface Proof {
        void of(Requests.Credentials issued, String sessionName, HttpLoad load, Instant now) throws IOException;
    }

    private StsSubject(
            String server,
            ServerProcess process,
            int port,
            String roleArn,
            Optional<Requests.Credentials> caller,
            Tokens tokens,
            Proof proof) {
        this.server = server;
        this.process = process;
        this.port = port;
        this.roleArn = roleArn;
        this.caller = caller;
        this.tokens = tokens;
        this.proof = proof;
    }

    static StsSubject assumeRole(
            String server, ServerProcess process, int port, String roleArn, Requests.Credentials caller, Proof proof) {
        return new StsSubject(
                server, process, port, roleArn, Optional.of(caller), (first, count, now) -> List.of(), proof);
    }

    static StsSubject webIdentity(
            String server, ServerProcess process, int port, String roleArn, Tokens tokens, Proof proof) {
        return new StsSubject(server, process, port, roleArn, Optional.empty(), tokens, proof);
    }

    @Override
    public String server() {
        return server;
    }

    @Override
    public String call() {
        return caller.isPresent() ? ASSUME_ROLE : WEB_IDENTITY;
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public List<byte[]> requests(int first, int count, Instant now) {
        List<String> shown = tokens.of(first, count, now);
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> request(first + i, shown.isEmpty() ? "" : shown.get(i), now))
                .toList();
    }

    private byte[] request(int number, String token, Instant now) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("Action", call());
        parameters.put("Version", "2011-06-15");
        parameters.put("RoleArn", roleArn);
        parameters.put("RoleSessionName", sessionName(number));
        if (caller.isPresent()) {
            return Requests.signedPost(port, Requests.form(parameters), caller.get(), now);
        }
        parameters.put("WebIdentityToken", token);
        return Requests.post(port, "/", Requests.form(parameters));
    }

    private static String sessionName(int number) {
        return "session-" + number;
    }

    @Override
    public String check(int first, Instant now) throws IOException {
        HttpLoad load = new HttpLoad(port, 1);
        Set<String> different = new HashSet<>();
        List<byte[]> requests = requests(first, SAMPLE, now);
        for (int i = 0; i < SAMPLE; i++) {
            String answer = Requests.requireSuccess(load.ask(requests.get(i)), "<SessionToken>");
            Requests.Credentials issued = Requests.Credentials.of(answer);
            proof.of(issued, sessionName(first + i), load, now);
            different.add(issued.accessKeyId());
        }
        if (different.size() < SAMPLE) {
            throw new IOException(server + " gives out the same credentials twice");
        }
        Requests.requireRefusal(load.ask(forged(requests.get(0))));
        return SAMPLE + " answers were credentials that work; a forged request was refused";
    }

    /** Another session name below a signature, or another signature below a token. */
    private byte[] forged(byte[] request) {
        String text = new String(request, StandardCharsets.US_ASCII);
        if (caller.isPresent()) {
            return text.replace("=session-", "=another-").getBytes(StandardCharsets.US_ASCII);
        }
        int middle = text.lastIndexOf('.') + 20;
        char other = text.charAt(middle) == 'A' ? 'B' : 'A';
        return (text.substring(0, middle) + other + text.substring(middle + 1)).getBytes(StandardCharsets.US_ASCII);
    }
}
