package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.demo.Main;
import dev.sallyport.mfa.Totp;
import dev.sallyport.mfa.TotpSeed;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** How a person gets an MFA device, from the operator's command to the SDK's call, beside a gateway that runs. */
class MfaEnrolmentTest {
    private static final String TABLET = "arn:aws:iam::111122223333:mfa/alice-tablet";
    private static final Pattern SEED = Pattern.compile("secret=([A-Z2-7]{32})&");

    @TempDir
    private Path folder;

    private TestIssuer issuer;
    private RecordingUpstream upstream;
    private Installation installation;

    @BeforeEach
    void start() throws Exception {
        issuer = TestIssuer.start();
        upstream = RecordingUpstream.start();
        installation = Scenario.installation(folder, InstantSource.system(), issuer, upstream.port())
                .start();
    }

    @AfterEach
    void stop() {
        installation.close();
        upstream.close();
        issuer.close();
    }

    @Test
    void enrolledDeviceOpensARoleUntilItIsRemovedAndTheGatewayNeverStops() throws Exception {
        Path image = folder.resolve("tablet.png");
        ProgramRun enroll = mfa("enroll", "alice", "--name", "alice-tablet", "--pending", "--png", image.toString());
        assertThat(enroll.status()).as(enroll.err()).isZero();
        assertThat(enroll.out()).contains("otpauth://totp/acceptance.sallyport.test:alice%40111122223333?secret=");
        assertThat(Files.getPosixFilePermissions(image)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        TotpSeed seed = seedIn(enroll.out());
        assertThat(refusal(TABLET, code(seed, 0))).contains("unable to validate MFA code");

        long step = Totp.step(Instant.now());
        ProgramRun enable = mfa("enable", "alice", Totp.code(seed, step - 1), Totp.code(seed, step));
        assertThat(enable.status()).as(enable.err()).isZero();
        assertThat(enable.out()).isEqualTo("enabled " + TABLET + "\n");
        assertThat(refusal(TABLET, Totp.code(seed, step))).as("spent").contains("invalid MFA one time pass code");

        assertThat(guarded(TABLET, Totp.code(seed, step + 1)))
                .isEqualTo("arn:aws:sts::111122223333:assumed-role/guarded/s1");
        assertThat(refusal(TABLET, Totp.code(seed, step + 1))).contains("invalid MFA one time pass code");

        ProgramRun remove = mfa("remove", "alice", TABLET);
        assertThat(remove.status()).as(remove.err()).isZero();
        assertThat(remove.out())
                .startsWith("removed " + TABLET + "\nSessions that it opened go on until they end.")
                .contains("sallyport revoke --config " + folder.resolve("sallyport.yaml")
                        + " --user arn:aws:iam::111122223333:user/alice\n");
        assertThat(refusal(TABLET, Totp.code(seed, step + 2))).contains("unable to validate MFA code");

        assertThat(installation.auditLog())
                .contains("\"action\":\"iam:CreateVirtualMFADevice\"")
                .contains("\"action\":\"iam:EnableMFADevice\"")
                .contains("\"action\":\"iam:DeleteVirtualMFADevice\"")
                .doesNotContain(seed.reveal());
    }

    @Test
    void promptTakesTheFirstTwoCodesAndAsksAgainAfterWrongOnes() {
        StringWriter out = new StringWriter();
        // Each line is made when it is read: what was printed before holds the seed.
        List<Supplier<String>> typed = List.of(
                () -> "123456\n",
                () -> "123456\n",
                () -> code(seedIn(out.toString()), -1) + "\n",
                () -> code(seedIn(out.toString()), 0) + "\n");
        InputStream before = System.in;
        System.setIn(new SequenceInputStream(Collections.enumeration(
                typed.stream().map(MfaEnrolmentTest::lazily).toList())));
        int status;
        try {
            CommandLine commandLine = Main.commandLine().setOut(new PrintWriter(out));
            status = commandLine.execute(arguments("enroll", "bob"));
        } finally {
            System.setIn(before);
        }

        assertThat(out.toString())
                .contains("InvalidAuthenticationCode: Authentication code for device is not valid.")
                .contains("enabled arn:aws:iam::111122223333:mfa/bob\n");
        assertThat(status).isZero();
        assertThat(mfa("list", "--user", "bob").out())
                .startsWith(
                        "arn:aws:iam::111122223333:user/bob  arn:aws:iam::111122223333:mfa/bob  store  enabled since ");
    }

    @Test
    void throttledDeviceOfTheFilesIsComparedAgainAfterUnlock() {
        String right = code(TotpSeed.of(Installation.ALICE_SEED), 0);
        for (int i = 0; i < 5; i++) {
            refusal(Installation.ALICE_MFA, right.equals("000000") ? "000001" : "000000");
        }
        assertThat(refusal(Installation.ALICE_MFA, right)).contains("unable to validate MFA code");
        assertThat(mfa("list").out()).contains("files  throttled until ", "wrong codes in a row: 5");

        assertThat(mfa("unlock", "alice", Installation.ALICE_MFA).status()).isZero();

        assertThat(guarded(Installation.ALICE_MFA, code(TotpSeed.of(Installation.ALICE_SEED), 0)))
                .endsWith("assumed-role/guarded/s1");
    }

    @Test
    void deviceIsInTheFilesOrInTheStoreAndNeverInBoth() throws Exception {
        ProgramRun taken = mfa("enroll", "bob", "--name", "Alice-Phone", "--pending");
        assertThat(taken.status()).isEqualTo(1);
        assertThat(taken.err()).contains("EntityAlreadyExists: MFA device already exists.", "identity files");

        assertThat(mfa("enroll", "bob", "--pending").status()).isZero();
        assertThat(mfa("remove", "alice", Installation.ALICE_MFA).err()).contains("stands in the identity files");

        installation.secret("bob-seed", "NRXW4Z3FOIQHI2DBNYQHI53FNZ2HSIDC");
        Path home = folder.resolve("identities/home.yaml");
        Files.writeString(
                home,
                Files.readString(home)
                        .replace(
                                "  - name: bob\n",
                                "  - name: bob\n    mfa-devices: [{name: bob, seed: \"file:../secrets/bob-seed\"}]\n"));
        assertThat(installation.gateway().reload()).isFalse();

        ProgramRun removed = mfa("remove", "bob", "arn:aws:iam::111122223333:mfa/bob");
        assertThat(removed.status()).as(removed.err()).isZero();
        assertThat(installation.gateway().reload()).isTrue();
    }

    @Test
    void refusalsSayWhatToDoAndStandInTheAuditLog() {
        assertThat(mfa("enroll", "carol").err()).contains("NoSuchEntity: The user with name carol cannot be found.");
        assertThat(mfa("remove", "bob", TABLET).err())
                .contains("NoSuchEntity: MFA Device invalid for user.", "sallyport mfa list");
        assertThat(mfa("enroll", "bob", "--name", "a:b").err()).contains("InvalidInput: `a:b` is no name");
        ProgramRun elsewhere = ProgramRun.of(
                "mfa",
                "list",
                "--config",
                folder.resolve("sallyport.yaml").toString(),
                "--data-dir",
                folder.resolve("mistyped").toString());
        assertThat(elsewhere.status()).isEqualTo(3);
        assertThat(elsewhere.err()).contains("there is no data directory");
        assertThat(folder.resolve("mistyped")).doesNotExist();

        assertThat(installation.auditLog()).contains("\"decision\":\"denied\",\"code\":\"NoSuchEntity\"");
    }

    @Test
    void theDataDirectoryIsEnoughWhileTheGatewayRunsWhateverItsFilesSay() throws Exception {
        Files.writeString(folder.resolve("identities/home.yaml"), "this is no identity file");
        String data = folder.resolve("data").toString();

        ProgramRun enroll = ProgramRun.of("mfa", "enroll", "bob", "--pending", "--data-dir", data);
        assertThat(enroll.status()).as(enroll.err()).isZero();
        TotpSeed seed = seedIn(enroll.out());
        ProgramRun wrong = ProgramRun.of("mfa", "enable", "bob", "000000", "000000", "--data-dir", data);
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err()).startsWith("InvalidAuthenticationCode: ");
        ProgramRun enable = ProgramRun.of("mfa", "enable", "bob", code(seed, -1), code(seed, 0), "--data-dir", data);
        assertThat(enable.status()).as(enable.err()).isZero();
        assertThat(ProgramRun.of("mfa", "list", "--user", "bob", "--data-dir", data)
                        .out())
                .contains("arn:aws:iam::111122223333:mfa/bob  store  enabled since ");
        assertThat(ProgramRun.of("mfa", "list", "--data-dir", data, "--config", "nowhere.yaml")
                        .status())
                .isZero();

        assertThat(installation.auditLog())
                .contains("\"operator\":\"" + System.getProperty("user.name") + "\"")
                .contains("\"action\":\"iam:CreateVirtualMFADevice\"", "\"code\":\"InvalidAuthenticationCode\"")
                .doesNotContain(seed.reveal(), code(seed, 0));

        installation.stop();
        ProgramRun stopped = ProgramRun.of("mfa", "list", "--data-dir", data);
        assertThat(stopped.status()).isEqualTo(3);
        assertThat(stopped.err()).contains("no gateway runs on the data directory", "add `--config FILE`");
    }

    @Test
    void withoutAGatewayTheCommandsWorkOnTheDirectory() {
        installation.stop();

        assertThat(mfa("enroll", "bob", "--pending").status()).isZero();
        assertThat(mfa("list", "--user", "bob").out()).contains("arn:aws:iam::111122223333:mfa/bob  store  pending");
        assertThat(mfa("enroll", "carol").err()).contains("NoSuchEntity: The user with name carol cannot be found.");
    }

    @Test
    void jsonHoldsTheSeedOnceAndTheListNever() {
        ProgramRun enroll = mfa("enroll", "bob", "--format", "json");
        assertThat(enroll.out())
                .startsWith("{\"VirtualMFADevice\":{\"SerialNumber\":\"arn:aws:iam::111122223333:mfa/bob\"")
                .contains("\"Base32StringSeed\":\"" + seedIn(enroll.out()).reveal() + "\"");

        assertThat(mfa("list", "--format", "json").out())
                .contains(
                        "\"SerialNumber\":\"arn:aws:iam::111122223333:mfa/bob\",\"Source\":\"store\",\"State\":\"pending\"")
                .doesNotContain("secret=", seedIn(enroll.out()).reveal());
    }

    private ProgramRun mfa(String command, String... rest) {
        return ProgramRun.of(arguments(command, rest));
    }

    private String[] arguments(String command, String... rest) {
        return Stream.concat(
                        Stream.of(
                                "mfa",
                                command,
                                "--config",
                                folder.resolve("sallyport.yaml").toString()),
                        Stream.of(rest))
                .toArray(String[]::new);
    }

    private String guarded(String serial, String code) {
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            return sts.assumeRole(request -> request.roleArn(Scenario.GUARDED)
                            .roleSessionName("s1")
                            .serialNumber(serial)
                            .tokenCode(code))
                    .assumedRoleUser()
                    .arn();
        }
    }

    private String refusal(String serial, String code) {
        StsException refused = catchThrowableOfType(StsException.class, () -> guarded(serial, code));
        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
        return refused.awsErrorDetails().errorMessage();
    }

    private static TotpSeed seedIn(String output) {
        Matcher seed = SEED.matcher(output);
        assertThat(seed.find()).isTrue();
        return TotpSeed.parse(seed.group(1));
    }

    private static String code(TotpSeed seed, int stepsFromNow) {
        return Totp.code(seed, Totp.step(Instant.now()) + stepsFromNow);
    }

    private static InputStream lazily(Supplier<String> text) {
        return new InputStream() {
            private InputStream made;

            @Override
            public int read() {
                if (made == null) {
                    made = new ByteArrayInputStream(text.get().getBytes(StandardCharsets.US_ASCII));
                }
                try {
                    return made.read();
                } catch (java.io.IOException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public int read(byte[] into, int from, int length) {
                int first = read();
                if (first < 0) {
                    return -1;
                }
                into[from] = (byte) first;
                return 1;
            }
        };
    }
}
