package dev.sallyport.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of fakes: JDKs that say what they were started with, and a Maven that builds one jar. */
class LauncherTest {
    private static final String TOOLS = "/usr/bin:/bin";
    private static final String MAVEN = "echo \"$JAVA_HOME $*\" >>'%s'; mkdir -p demo/target/lib;"
            + " : >demo/target/lib/sallyport-demo-1.jar; echo noise";

    @TempDir
    Path folder;

    private Path checkout;
    private Path mavenLog;

    private record Run(int status, List<String> out, String err) {}

    @BeforeEach
    void prepare() throws IOException {
        Path launcher = Path.of(System.getProperty("sallyport.root", "..")).resolve("sallyport");
        assumeTrue(Files.isRegularFile(launcher), "there is no launcher at " + launcher);
        folder = folder.toRealPath();
        checkout = Files.createDirectory(folder.resolve("check out"));
        Files.copy(launcher, checkout.resolve("sallyport"));
        Files.writeString(checkout.resolve("pom.xml"), "");
        Files.createDirectories(checkout.resolve("demo/src/main"));
        Files.writeString(checkout.resolve("demo/pom.xml"), "");
        mavenLog = folder.resolve("maven.log");
        script(folder.resolve("maven/mvn"), MAVEN.formatted(mavenLog));
    }

    @Test
    void javaHomeWinsOverANewerJdkBesideIt() throws Exception {
        Path seventeen = jdk("17.0.15");
        Path twentyFive = jdk("25.0.3");

        Run run = run(checkout, Map.of("JAVA_HOME", seventeen.toString()), path(twentyFive), "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).first().isEqualTo("jdk 17.0.15");
    }

    @Test
    void newestJdkBesideTheOneOnThePathIsTaken() throws Exception {
        Path seventeen = jdk("17.0.15");
        jdk("17.0.9");
        jdk("21.0.1");
        jdk("25.0.3");
        jdk("8.0.400");

        assertThat(run(checkout, Map.of(), path(seventeen), "--help").out())
                .first()
                .isEqualTo("jdk 25.0.3");
    }

    @Test
    void javaOnThePathIsFollowedThroughLinks() throws Exception {
        Path newest = jdk("21.0.1");
        Path links = Files.createDirectory(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("alternative"), newest.resolve("bin/java"));
        Files.createSymbolicLink(links.resolve("java"), Path.of("alternative"));

        assertThat(run(checkout, Map.of(), links + ":" + folder.resolve("maven") + ":" + TOOLS, "--help")
                        .out())
                .first()
                .isEqualTo("jdk 21.0.1");
    }

    @Test
    void oldJdkIsRefused() throws Exception {
        Path old = jdk("11.0.2");

        Run fromPath = run(checkout, Map.of(), path(old), "--help");
        Run fromHome = run(checkout, Map.of("JAVA_HOME", old.toString()), path(jdk("17.0.1")), "--help");

        assertThat(fromPath.status()).isEqualTo(3);
        assertThat(fromPath.err()).contains("no JDK of version 17 or newer").contains("JAVA_HOME");
        assertThat(fromHome.status()).isEqualTo(3);
        assertThat(fromHome.err()).contains(old.toString()).contains("version 11");
    }

    @Test
    void javaHomeWithoutACompilerIsRefused() throws Exception {
        Path jre = jdk("17.0.1");
        Files.delete(jre.resolve("bin/javac"));

        Run run = run(checkout, Map.of("JAVA_HOME", jre.toString()), path(jre), "--help");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("not a JDK");
    }

    @Test
    void missingMavenIsRefusedOnlyWhenThereIsSomethingToBuild() throws Exception {
        Path jdk = jdk("17.0.1");
        String withoutMaven = jdk.resolve("bin") + ":" + tools();

        Run unbuilt = run(checkout, Map.of(), withoutMaven, "--help");
        assertThat(unbuilt.status()).isEqualTo(3);
        assertThat(unbuilt.err()).contains("mvn");

        run(checkout, Map.of(), path(jdk), "--help");
        assertThat(run(checkout, Map.of(), withoutMaven, "--help").status()).isZero();
    }

    @Test
    void buildsOnceAndAgainWhenASourceIsNewer() throws Exception {
        Path jdk = jdk("17.0.1");

        Run first = run(checkout, Map.of(), path(jdk), "--help");
        Run second = run(checkout, Map.of(), path(jdk), "--help");
        assertThat(first.err()).contains("building");
        assertThat(second.err()).isEmpty();
        assertThat(Files.readAllLines(mavenLog))
                .containsExactly(jdk + " -q -B -ntp -Dstyle.color=never -Dmaven.test.skip=true -pl demo -am package");

        Files.setLastModifiedTime(
                checkout.resolve("demo/pom.xml"), FileTime.from(Instant.now().plusSeconds(10)));
        // What talks to a gateway that runs takes what there is.
        for (String command : List.of("sessions", "revoke", "metrics", "mfa")) {
            assertThat(run(checkout, Map.of(), path(jdk), command, "--help").status())
                    .isZero();
        }
        assertThat(Files.readAllLines(mavenLog)).hasSize(1);
        run(checkout, Map.of(), path(jdk), "--help");
        assertThat(Files.readAllLines(mavenLog)).hasSize(2);
    }

    @Test
    void buildThatWasKilledHoldsNobodyUp() throws Exception {
        Path left = checkout.resolve("demo/target/sallyport-building");
        Files.createDirectories(left);
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Files.writeString(left.resolve("pid"), Long.toString(ended.pid()));

        assertThat(run(checkout, Map.of(), path(jdk("17.0.1")), "--help").status())
                .isZero();
        assertThat(left).doesNotExist();
    }

    @Test
    void buildThatRunsAlreadyIsWaitedForAndNotRepeated() throws Exception {
        Path jdk = jdk("17.0.1");
        run(checkout, Map.of(), path(jdk), "--help");
        Path other = checkout.resolve("demo/target/sallyport-building");
        Files.createDirectories(other);
        Files.writeString(
                other.resolve("pid"), Long.toString(ProcessHandle.current().pid()));
        Path stamp = checkout.resolve("demo/target/sallyport-built");
        Files.delete(stamp);
        // The other one ends when this launcher asks whether it still runs, which it does with `cat`.
        script(
                folder.resolve("maven/cat"),
                ": >'" + stamp + "'; rm -r '" + other + "'; echo "
                        + ProcessHandle.current().pid());

        Run run = run(checkout, Map.of(), folder.resolve("maven") + ":" + jdk.resolve("bin") + ":" + TOOLS, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("waiting").doesNotContain("building;");
        assertThat(Files.readAllLines(mavenLog)).hasSize(1);
    }

    @Test
    void failedBuildIsRefusedAndTriedAgain() throws Exception {
        Path jdk = jdk("17.0.1");
        script(folder.resolve("maven/mvn"), "echo broken; exit 1");
        Run broken = run(checkout, Map.of(), path(jdk), "--help");
        assertThat(broken.status()).isEqualTo(3);
        assertThat(broken.err()).contains("broken").contains("build failed");

        script(folder.resolve("maven/mvn"), MAVEN.formatted(mavenLog));
        assertThat(run(checkout, Map.of(), path(jdk), "--help").status()).isZero();
    }

    @Test
    void whatAsksARunningDemoDoesNotBuildUnderIt() throws Exception {
        Path jdk = jdk("17.0.1");
        run(checkout, Map.of(), path(jdk), "demo");
        Files.setLastModifiedTime(
                checkout.resolve("demo/pom.xml"), FileTime.from(Instant.now().plusSeconds(10)));

        run(checkout, Map.of(), path(jdk), "demo", "token");
        run(checkout, Map.of(), path(jdk), "demo", "code");
        run(checkout, Map.of(), path(jdk), "demo", "commands");

        assertThat(Files.readAllLines(mavenLog)).hasSize(1);
    }

    @Test
    void standardOutputBelongsToTheCommand() throws Exception {
        Run run = run(checkout, Map.of(), path(jdk("17.0.1")), "demo", "token");

        assertThat(run.out()).first().isEqualTo("jdk 17.0.1");
        assertThat(run.out()).doesNotContain("noise");
    }

    @Test
    void argumentsFolderAndExitStatusPassThrough() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("else where"));

        Run run = run(elsewhere, Map.of("FAKE_STATUS", "7"), path(jdk("17.0.1")), "serve", "--config", "a b", "*", "");

        assertThat(run.status()).isEqualTo(7);
        assertThat(run.out())
                .contains("in " + elsewhere)
                .containsSequence(
                        "-cp",
                        checkout + "/demo/target/lib/*",
                        "dev.sallyport.demo.Main",
                        "serve",
                        "--config",
                        "a b",
                        "*",
                        "");
    }

    @Test
    void launcherFindsItsCheckoutThroughLinks() throws Exception {
        Path links = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(links.resolve("one"), Path.of("../check out/sallyport"));
        Files.createSymbolicLink(links.resolve("sallyport"), Path.of("one"));

        Run run = run(links, Map.of(), path(jdk("17.0.1")), List.of("./sallyport", "--help"));

        assertThat(run.out()).contains("-Dsallyport.home=" + checkout);
    }

    @Test
    void nativeAccessIsAllowedOnlyWhereTheJdkKnowsTheOption() throws Exception {
        assertThat(run(checkout, Map.of("JAVA_HOME", jdk("23.0.1").toString()), path(jdk("17.0.1")), "demo")
                        .out())
                .doesNotContain("--enable-native-access=ALL-UNNAMED");
        assertThat(run(checkout, Map.of("JAVA_HOME", jdk("24").toString()), path(jdk("17.0.2")), "demo")
                        .out())
                .contains("--enable-native-access=ALL-UNNAMED");
    }

    private Run run(Path in, Map<String, String> environment, String path, String... arguments) throws Exception {
        return run(
                in,
                environment,
                path,
                Stream.concat(Stream.of(checkout.resolve("sallyport").toString()), Arrays.stream(arguments))
                        .toList());
    }

    private Run run(Path in, Map<String, String> environment, String path, List<String> command) throws Exception {
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(in.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().putAll(environment);
        Process process = builder.start();
        List<String> out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return new Run(process.waitFor(), out, Files.readString(err));
    }

    private Path jdk(String version) throws IOException {
        Path home = folder.resolve("jvm/jdk-" + version);
        Files.createDirectories(home);
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(
                home.resolve("bin/java"),
                "echo 'jdk " + version
                        + "'; echo \"in $(pwd)\"; for a in \"$@\"; do echo \"$a\"; done; exit ${FAKE_STATUS:-0}");
        script(home.resolve("bin/javac"), "");
        return home;
    }

    private String path(Path jdk) {
        return jdk.resolve("bin") + ":" + folder.resolve("maven") + ":" + TOOLS;
    }

    /** A path with what the launcher itself needs and without Maven, wherever this machine keeps it. */
    private String tools() throws IOException {
        Path tools = folder.resolve("tools");
        Files.createDirectories(tools);
        for (String name : List.of(
                "sh",
                "ls",
                "sed",
                "awk",
                "find",
                "head",
                "cat",
                "rm",
                "dirname",
                "basename",
                "readlink",
                "mkdir",
                "mv")) {
            Path tool = Stream.of("/usr/bin", "/bin")
                    .map(directory -> Path.of(directory, name))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            // `#!` needs the whole path of a shell; everything else is found through this folder alone.
            script(tools.resolve(name), "exec " + tool + " \"$@\"");
        }
        return tools.toString();
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
