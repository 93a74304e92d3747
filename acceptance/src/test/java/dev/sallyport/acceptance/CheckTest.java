package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.demo.folder.DemoFolder;
import dev.sallyport.demo.tour.Cast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sallyport check}, against a copy of the configuration by example. */
class CheckTest {
    @TempDir
    private Path folder;

    private Checkout checkout;

    @BeforeEach
    void checkOutAndMakeTheSecrets() throws IOException {
        checkout = Checkout.in(folder);
        DemoFolder.of(checkout.serverFile()).fill(Cast.FILTER_KEY, new SecureRandom());
    }

    @Test
    void configurationByExampleHasNoFaults() {
        ProgramRun check = check();

        assertThat(check.err()).isEmpty();
        assertThat(check.out()).contains("no faults");
        assertThat(check.status()).isZero();
    }

    @Test
    void everyFaultOfEveryFileIsReportedAtOnceWithItsLineAndTheNearestKey() throws IOException {
        Path roles = checkout.identityFile("roles.yaml");
        Path people = checkout.identityFile("people.yaml");
        Checkout.edit(checkout.serverFile(), "trust-domain: demo", "trust-domian: demo");
        Checkout.edit(checkout.serverFile(), "upstream: orders", "upstream: order");
        Checkout.edit(roles, "name: ci-deploy\n    max-session-duration", "name: ci-deploy\n    max-sesion-duration");
        Checkout.edit(people, "attached: [read-customer-data]", "attached: [read-custmer-data]");

        ProgramRun check = check();

        assertThat(check.err().lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith(checkout.serverFile() + ":")
                        .contains("`trust-domian`", "did you mean `trust-domain`?"))
                .anySatisfy(line ->
                        assertThat(line).startsWith(checkout.serverFile() + ":").contains("`order`"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(roles + ":")
                        .contains("`max-sesion-duration`", "did you mean `max-session-duration`?"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(people + ":")
                        .contains("`read-custmer-data`", "did you mean `read-customer-data`?"));
        assertThat(check.out()).isEmpty();
        assertThat(check.status()).isEqualTo(2);
    }

    @Test
    void faultIsNamedWithTheLineItStandsIn() throws IOException {
        Path people = checkout.identityFile("people.yaml");
        Checkout.edit(people, "alias: demo", "allias: demo");
        int line = Files.readAllLines(people).indexOf("allias: demo") + 1;

        assertThat(check().err()).contains(people + ":" + line + ":1: allias: ");
    }

    private ProgramRun check() {
        return ProgramRun.of("check", "--config", checkout.serverFile().toString());
    }
}
