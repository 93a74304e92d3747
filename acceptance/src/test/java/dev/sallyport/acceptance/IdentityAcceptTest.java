package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.gateway.cli.ExitStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** The command `identity accept`: a role made again under a name is trusted once an operator says so, and not before. */
class IdentityAcceptTest {
    private static final String TARGET = "arn:aws:iam::111122223333:role/target";
    private static final String SESSION = "arn:aws:sts::111122223333:assumed-role/mover/s1";

    @TempDir
    private Path folder;

    private Installation installation;

    @BeforeEach
    void start() throws Exception {
        installation = new Installation(folder, InstantSource.system())
                .serving("")
                .identities("home.yaml", identities("/"))
                .start();
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    /** A role with another path is another role; the session names that trust policies know it by stay the same. */
    private static String identities(String path) {
        return """
                account: "111122223333"
                users:
                  - name: alice
                    access-keys: [{id: AKIARTX3GSDS4R4CQSP2, secret: "file:../secrets/alice-secret"}]
                roles:
                  - name: mover
                    path: %s
                    policies:
                      inline:
                        become: |
                          {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}}
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                        "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"}}}
                  - name: target
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                        "Principal": {"AWS": "arn:aws:sts::111122223333:assumed-role/mover/s1"}}}
                """.formatted(path);
    }

    @Test
    void commandOfTheAuditRecordMakesTheRoleTrustWhoBearsTheNameNow() throws Exception {
        assertThat(assume(mover("/"), TARGET)).isNotNull();
        installation.identities("home.yaml", identities("/moved/")).writeFiles();
        assertThat(installation.gateway().reload()).isTrue();
        AwsCredentials recreated = mover("/moved/");
        assertRefused(recreated);

        ProgramRun run = accept(argumentsOfTheAuditRecord());

        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.DONE);
        assertThat(run.out()).contains("`" + TARGET + "` trusts `" + SESSION + "` with the id AROA", "SIGHUP");
        assertThat(installation.auditLog())
                .contains("\"action\":\"sallyport:AcceptIdentity\"", "\"subject\":\"" + SESSION + " AROA");
        assertRefused(recreated);
        assertThat(installation.gateway().reload()).isTrue();
        assertThat(assume(recreated, TARGET)).isNotNull();
    }

    @Test
    void nobodyIsAcceptedWhoIsNotThereOrNotNamed() {
        for (List<String> arguments : List.of(
                List.of("--role", TARGET + "s", "--principal", SESSION),
                List.of("--role", TARGET, "--principal", "arn:aws:iam::111122223333:user/alice"),
                List.of("--role", TARGET, "--principal", "arn:aws:sts::111122223333:assumed-role/mover/s2"))) {
            ProgramRun run = accept(arguments);
            assertThat(run.status()).isEqualTo(ExitStatus.FINDINGS);
            assertThat(run.err()).startsWith("nothing was changed: there is no such role");
        }
        assertThat(installation.auditLog()).doesNotContain("AcceptIdentity");
    }

    @Test
    void faultsAreToldAndNothingIsMade() throws Exception {
        assertThat(accept(List.of("--role", "target", "--principal", SESSION)).status())
                .isEqualTo(ExitStatus.USAGE);
        assertThat(accept(List.of("--role", TARGET)).status()).isEqualTo(ExitStatus.USAGE);

        Path mistyped = folder.resolve("dta");
        ProgramRun elsewhere =
                accept(List.of("--role", TARGET, "--principal", SESSION, "--data-dir", mistyped.toString()));
        assertThat(elsewhere.status()).isEqualTo(ExitStatus.CANNOT_START);
        assertThat(elsewhere.err()).contains("there is no data directory");
        assertThat(mistyped).doesNotExist();

        Path file = folder.resolve("identities/home.yaml");
        Files.writeString(file, Files.readString(file).replace("name: mover", "nmae: mover"));
        ProgramRun faulty = accept(List.of("--role", TARGET, "--principal", SESSION));
        assertThat(faulty.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(faulty.err()).contains("nmae", "nothing was changed");
    }

    private List<String> argumentsOfTheAuditRecord() {
        Matcher command = Pattern.compile("`sallyport identity accept (--role \\S+ --principal [^`\\s]+)`")
                .matcher(installation.auditLog());
        assertThat(command.find()).isTrue();
        return List.of(command.group(1).split(" ", -1));
    }

    private ProgramRun accept(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("identity", "accept"));
        all.addAll(arguments);
        all.addAll(List.of("--config", folder.resolve("sallyport.yaml").toString()));
        return ProgramRun.of(all.toArray(String[]::new));
    }

    private AwsCredentials mover(String path) {
        return assume(Sts.alice(), "arn:aws:iam::111122223333:role" + path + "mover");
    }

    private AwsCredentials assume(AwsCredentials caller, String role) {
        try (StsClient sts = Sts.as(installation.api(), caller)) {
            return Sts.session(sts.assumeRole(request -> request.roleArn(role).roleSessionName("s1"))
                    .credentials());
        }
    }

    private void assertRefused(AwsCredentials caller) {
        assertThatExceptionOfType(StsException.class)
                .isThrownBy(() -> assume(caller, TARGET))
                .withMessageContaining("is not authorized to perform: sts:AssumeRole on resource: " + TARGET);
    }
}
