package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sallyport demo --once}: the tour says the truth about the configuration it is played with. */
class DemoTest {
    @TempDir
    private Path folder;

    private Checkout checkout;

    @BeforeEach
    void checkOut() throws IOException {
        checkout = Checkout.in(folder);
    }

    @Test
    void everyStepGoesAsSaidTheFirstTimeAndTheSecond() throws IOException {
        for (ProgramRun demo : List.of(tour(), tour())) {
            assertThat(oneLine(demo.out()))
                    .contains("Every step went as said.")
                    .doesNotContain("FAILED")
                    .contains("arn:aws:sts::111122223333:assumed-role/ci-deploy/run-42")
                    .contains("is not authorized to perform: orders:DeleteOrder")
                    .contains("is not authorized to perform: payments:DeletePayment")
                    .contains("arn:aws:sts::111122223333:assumed-role/break-glass/alice");
            assertThat(demo.status()).isZero();
        }
        // That of the second may still wait on the disk; what waited there was delivered by the second.
        assertThat(Files.readAllLines(checkout.folder().resolve(".demo/break-glass.jsonl")))
                .isNotEmpty()
                .allSatisfy(notice -> assertThat(notice)
                        .contains("\"who\":\"arn:aws:iam::111122223333:user/alice\"", "\"reason\":\"INC-4711\"")
                        .contains("./sallyport revoke --data-dir '"));
    }

    @ParameterizedTest
    @CsvSource({"roles.yaml,ReadOrders,2.1", "roles.yaml,ReadPayments,2.3", "roles.yaml,OurPeopleWithAFreshMfaCode,3.3"
    })
    void tourWithoutOneAllowNamesTheStepAndEndsWithOne(String file, String sid, String step) throws IOException {
        Path identities = checkout.identityFile(file);
        Files.writeString(identities, withoutStatement(Files.readString(identities), sid));

        ProgramRun demo = tour();

        assertThat(demo.out()).as(demo.err()).containsPattern("NOT as said: steps? " + step.replace(".", "\\."));
        assertThat(demo.status()).isEqualTo(1);
    }

    @Test
    void takenDefaultPortMovesToTheNextFreeOneAndSaysSo() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            takeUnlessTaken(taken, 7070);

            ProgramRun demo = ProgramRun.demoOnce(checkout, Checkout.freePorts("--api-port"));

            assertThat(demo.out())
                    .containsPattern("port 7070 is taken: the API listens on 70[0-9]{2}\\R")
                    .contains("Every step went as said.");
            assertThat(demo.status()).isZero();
        }
    }

    @Test
    void takenPortThatWasGivenIsNamedWithItsOptionAndNothingStarts() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            ProgramRun demo = ProgramRun.of(
                    "demo", "--once", "--config", checkout.serverFile().toString(), "--proxy-port", port);

            assertThat(demo.err()).contains("port " + port).contains("--proxy-port");
            assertThat(demo.out()).isEmpty();
            assertThat(demo.status()).isEqualTo(3);
            assertThat(checkout.folder().resolve(".demo")).doesNotExist();
        }
    }

    @Test
    void noSecretIsPrinted() throws IOException {
        // Without this one, so that answers nobody expected are shown too.
        Path roles = checkout.identityFile("roles.yaml");
        Files.writeString(roles, withoutStatement(Files.readString(roles), "TheySayWhy"));

        ProgramRun demo = tour();

        assertThat(demo.status()).isEqualTo(1);
        for (String secret : List.of(
                "root-key",
                "alice-secret-key",
                "alice-mfa-seed",
                "payments-filter-secret-key",
                "issuer-request-token")) {
            String text = Files.readString(checkout.folder().resolve(".demo").resolve(secret))
                    .strip();
            assertThat(text).hasSizeGreaterThan(20);
            assertThat(oneLine(demo.out() + demo.err())).doesNotContain(text);
        }
    }

    private ProgramRun tour() {
        return ProgramRun.demoOnce(checkout, Checkout.freePorts());
    }

    /** The screen breaks long texts between words. */
    private static String oneLine(String text) {
        return String.join(" ", text.lines().map(String::strip).toList());
    }

    private static void takeUnlessTaken(ServerSocket socket, int port) throws IOException {
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (BindException e) {
            // Somebody else has it, which is as good.
        }
    }

    /** The policies in {@code text} without the statement that has that Sid. */
    private static String withoutStatement(String text, String sid) {
        int named = text.indexOf("\"Sid\": \"" + sid + "\"");
        assertThat(named).as("a statement with the Sid `%s`", sid).isPositive();
        int start = text.lastIndexOf('{', named);
        int end = endOfObject(text, start);
        int before = text.substring(0, start).stripTrailing().length() - 1;
        if (text.charAt(end) == ',') {
            return text.substring(0, start) + text.substring(end + 1).stripLeading();
        }
        assertThat(text.charAt(before))
                .as("what stands before the last statement")
                .isEqualTo(',');
        return text.substring(0, before) + text.substring(end);
    }

    private static int endOfObject(String text, int start) {
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        throw new AssertionError("the statement does not end");
    }
}
