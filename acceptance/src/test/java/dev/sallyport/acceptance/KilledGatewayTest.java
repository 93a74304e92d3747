package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.acceptance.KilledInstallation.Person;
import dev.sallyport.acceptance.PlainCalls.Answer;
import dev.sallyport.mfa.Totp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole gateway, as {@code serve} from the jars that were built, killed with SIGKILL in the middle of requests and
 * started again, over and over. What it had acknowledged holds: no code and no token is taken a second time, no revocation,
 * notice or audit record is lost. How often: {@code -Dsallyport.kills=200} ({@code docs/where-state-is-kept.md}).
 */
class KilledGatewayTest {
    /** Enough that the build notices when this stops working; how many say something is asked for by hand. */
    private static final int KILLS = Integer.getInteger("sallyport.kills", 2);

    private static final int CLIENTS = 6;
    private static final int FEWEST_ANSWERS = 8;
    private static final int MORE_ANSWERS = 40;

    /** Of what earlier rounds revoked: all of it is asked for once at the end. */
    private static final int ASKED_AGAIN = 5;

    @TempDir
    Path folder;

    private final Random random = new Random(20_260_101L);
    private final Queue<Person> people = new ConcurrentLinkedQueue<>();

    // Of the round that runs. What has no answer may have happened or not.
    private final Queue<Code> codes = new ConcurrentLinkedQueue<>();
    private final Queue<Token> tokens = new ConcurrentLinkedQueue<>();
    private final Queue<PlainCalls.Key> live = new ConcurrentLinkedQueue<>();
    private final Queue<PlainCalls.Key> revokedNow = new ConcurrentLinkedQueue<>();
    private final Queue<String> issued = new ConcurrentLinkedQueue<>();

    // Of all rounds.
    private final List<PlainCalls.Key> revoked = new ArrayList<>();
    private final Queue<String> noticed = new ConcurrentLinkedQueue<>();
    private final Queue<String> findings = new ConcurrentLinkedQueue<>();
    private int codesAcknowledged;
    private int codesTriedAgain;
    private int tokensAcknowledged;
    private int lost;
    private int acceptedTwice;

    private KilledInstallation installation;
    private PlainCalls calls = new PlainCalls();
    private volatile boolean killed;

    private record Code(Person person, long step, boolean acknowledged) {}

    private record Token(String text, boolean acknowledged) {}

    /** One call; whether it was acknowledged. What it throws means that the gateway is gone. */
    private interface Job {
        boolean run() throws IOException;
    }

    @Test
    @Timeout(value = 50, unit = TimeUnit.MINUTES)
    void whatWasAcknowledgedHoldsHoweverOftenTheGatewayIsKilled() throws Exception {
        try (RecordingUpstream upstream = RecordingUpstream.start()) {
            installation = KilledInstallation.in(folder, upstream.port());
            people.addAll(installation.people());
            for (int kill = 1; kill <= KILLS; kill++) {
                try (ChildProcess gateway = installation.serve()) {
                    calls = new PlainCalls();
                    allOfItHolds(sample(revoked));
                    requestsUntilKilled(gateway);
                }
                upstream.forget();
                if (kill % 20 == 0) {
                    System.out.println("so far: " + counts(kill));
                }
            }
            try (ChildProcess gateway = installation.serve()) {
                calls = new PlainCalls();
                allOfItHolds(revoked);
                assertThat(gateway.err().soFar()).contains("ready: ");
            }
        }
        System.out.println(counts(KILLS));
        findings.stream().limit(20).forEach(finding -> System.out.println("FOUND: " + finding));
        assertThat(findings).isEmpty();
        assertThat(lost).isZero();
        assertThat(acceptedTwice).isZero();
    }

    private String counts(int kills) {
        return "kills " + kills + ", acknowledged codes " + codesAcknowledged + " (" + codesTriedAgain
                + " shown again in time), tokens " + tokensAcknowledged + ", revocations "
                + (revoked.size() + revokedNow.size()) + ", notices " + noticed.size() + ", lost " + lost
                + ", accepted twice " + acceptedTwice;
    }

    private void requestsUntilKilled(ChildProcess gateway) throws Exception {
        CountDownLatch enough = new CountDownLatch(FEWEST_ANSWERS + random.nextInt(MORE_ANSWERS));
        killed = false;
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int first = i;
                running.add(clients.submit(() -> client(first, enough)));
            }
            if (!enough.await(2, TimeUnit.MINUTES)) {
                findings.add("the gateway stopped answering");
            }
            // The clients are in the middle of their next calls.
            gateway.kill();
            killed = true;
            for (Future<?> client : running) {
                client.get(2, TimeUnit.MINUTES);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private void client(int first, CountDownLatch enough) {
        List<Job> jobs = List.of(this::useToken, this::breakGlass, this::assumeRole, this::revoke);
        for (int i = first; !killed; i++) {
            try {
                if (jobs.get(i % jobs.size()).run()) {
                    enough.countDown();
                }
            } catch (IOException gone) {
                return;
            }
        }
    }

    private boolean useToken() throws IOException {
        String token = installation.newToken();
        try {
            Answer answer = calls.sts(installation.api(), Optional.empty(), installation.withToken(token));
            if (answer.isSuccess()) {
                tokens.add(new Token(token, true));
                took(answer);
            }
            return expected(answer, "a new token");
        } catch (IOException gone) {
            tokens.add(new Token(token, false));
            throw gone;
        }
    }

    private boolean breakGlass() throws IOException {
        Person person = people.remove();
        long step = Totp.step(Instant.now());
        if (!person.isUnused(step)) {
            people.add(person);
            return false;
        }
        person.use(step);
        try {
            Answer answer = calls.sts(installation.api(), Optional.of(person.key()), person.withCode(step));
            if (answer.isSuccess()) {
                codes.add(new Code(person, step, true));
                noticed.add(took(answer));
            }
            return expected(answer, "a new code");
        } catch (IOException gone) {
            codes.add(new Code(person, step, false));
            throw gone;
        } finally {
            people.add(person);
        }
    }

    private boolean assumeRole() throws IOException {
        Answer answer =
                calls.sts(installation.api(), Optional.of(installation.keeper()), installation.readerParameters());
        if (answer.isSuccess()) {
            took(answer);
        }
        return expected(answer, "AssumeRole");
    }

    private boolean revoke() throws IOException {
        PlainCalls.Key session = live.poll();
        if (session == null) {
            return false;
        }
        Optional<String> id = installation.audit().sessionId(session.id());
        if (id.isEmpty()) {
            lost("the record of issuance of " + session.id());
            return false;
        }
        if (!installation.revoke(id.get())) {
            return false; // Revoked or not: nothing was said.
        }
        revokedNow.add(session);
        return true;
    }

    private String took(Answer answer) {
        PlainCalls.Key session = answer.issued();
        live.add(session);
        issued.add(session.id());
        return session.id();
    }

    private boolean expected(Answer answer, String what) {
        if (!answer.isSuccess()) {
            findings.add(what + " was answered with " + answer);
        }
        return answer.isSuccess();
    }

    /** Asks the gateway that has just started for what the one before had acknowledged. */
    private void allOfItHolds(List<PlainCalls.Key> revokedBefore) throws IOException {
        for (Code code = codes.poll(); code != null; code = codes.poll()) {
            codesAcknowledged += code.acknowledged() ? 1 : 0;
            showAgain(code);
        }
        for (Token token = tokens.poll(); token != null; token = tokens.poll()) {
            tokensAcknowledged += token.acknowledged() ? 1 : 0;
            showAgain(token);
        }
        List<PlainCalls.Key> over = new ArrayList<>(revokedBefore);
        over.addAll(revokedNow);
        for (PlainCalls.Key session : over) {
            for (Answer answer : atStsAndProxy(session)) {
                if (answer.status() != 403 || !answer.body().contains("SessionRevoked")) {
                    lost("the revocation of " + session.id() + ": " + answer);
                }
            }
        }
        revoked.addAll(revokedNow);
        revokedNow.clear();
        PlainCalls.Key untouched = live.poll();
        if (untouched != null) {
            for (Answer answer : atStsAndProxy(untouched)) {
                expected(answer, "a session that nobody revoked");
            }
        }
        live.clear();
        recordsAndNoticesAreThere();
    }

    private void showAgain(Code code) throws IOException {
        int accepted = code.acknowledged() ? 1 : 0;
        // What was not answered may be new to the gateway once, and is not afterwards.
        for (int i = accepted; i < 2; i++) {
            Answer answer = calls.sts(
                    installation.api(),
                    Optional.of(code.person().key()),
                    code.person().withCode(code.step()));
            if (Totp.step(Instant.now()) > code.step() + 1) {
                return; // Too old to be taken by anybody: its refusal says nothing.
            }
            if (answer.isSuccess()) {
                accepted++;
                noticed.add(answer.issued().id());
            } else if (!answer.body()
                    .contains("MultiFactorAuthentication failed with invalid MFA one time pass code")) {
                findings.add("a code shown again was answered with " + answer);
            }
        }
        codesTriedAgain++;
        if (accepted > 1) {
            acceptedTwice++;
            findings.add(
                    "the code of step " + code.step() + " of " + code.person().name() + " was taken twice");
        }
    }

    private void showAgain(Token token) throws IOException {
        int accepted = token.acknowledged() ? 1 : 0;
        for (int i = accepted; i < 2; i++) {
            Answer answer = calls.sts(installation.api(), Optional.empty(), installation.withToken(token.text()));
            if (answer.isSuccess()) {
                accepted++;
            } else if (!answer.body().contains("InvalidIdentityToken")) {
                findings.add("a token shown again was answered with " + answer);
            }
        }
        if (accepted > 1) {
            acceptedTwice++;
            findings.add("a single-use token was taken twice");
        }
    }

    private List<Answer> atStsAndProxy(PlainCalls.Key session) throws IOException {
        return List.of(
                calls.sts(installation.api(), Optional.of(session), Map.of("Action", "GetCallerIdentity")),
                calls.get(installation.proxy().resolve("/orders/42"), session, "orders"));
    }

    private void recordsAndNoticesAreThere() throws IOException {
        KilledInstallation.Audit audit = installation.audit();
        for (String key = issued.poll(); key != null; key = issued.poll()) {
            if (audit.sessionId(key).isEmpty()) {
                lost("the record of issuance of " + key);
            }
        }
        Set<String> told = new HashSet<>(installation.notices());
        for (String key : noticed) {
            String session = audit.sessionId(key).orElse("a session without a record");
            for (String target : KilledInstallation.TARGETS) {
                if (!told.contains(target + " " + session)) {
                    lost("the notice of " + session + " to the " + target);
                }
            }
        }
    }

    private void lost(String what) {
        lost++;
        findings.add("lost: " + what);
    }

    private List<PlainCalls.Key> sample(List<PlainCalls.Key> all) {
        List<PlainCalls.Key> mixed = new ArrayList<>(all);
        Collections.shuffle(mixed, random);
        return mixed.subList(0, Math.min(ASKED_AGAIN, mixed.size()));
    }
}
