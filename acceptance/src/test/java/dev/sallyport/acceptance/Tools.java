package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stock clients on this machine. Whoever asks for their tests wants them run: a missing one is a failure. */
final class Tools {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)");

    /** The first versions that take where to send a request from the environment. */
    private static final int AWS_1_WITH_ENDPOINTS = 1_029;

    private static final int AWS_2_WITH_ENDPOINTS = 2_013;

    /** The first version that has {@code --aws-sigv4}. */
    private static final int CURL_WITH_SIGNATURES = 7_075;

    private static final int NODE = 20_000;

    private static final int GO = 1_024;

    private Tools() {}

    static void requireAll() throws Exception {
        require("aws --version", "install the aws CLI: `python3 -m pip install awscli`, or your system's package");
        requireBoto3();
        String curl = require("curl --version", "install curl 7.75 or newer");
        assertThat(version(curl))
                .as("`curl --version` is `%s`: install 7.75 or newer, which has --aws-sigv4", firstLine(curl))
                .isGreaterThanOrEqualTo(CURL_WITH_SIGNATURES);
    }

    /** Older ones would ask the vendor's own servers. */
    static void requireAwsCliThatReadsItsEndpointFromTheEnvironment() throws Exception {
        String aws = require("aws --version", "install the aws CLI");
        int version = version(aws);
        assertThat(version >= AWS_2_WITH_ENDPOINTS || version >= AWS_1_WITH_ENDPOINTS && version < 2_000)
                .as("`%s` does not know AWS_ENDPOINT_URL_STS: install version 1.29, 2.13 or newer", firstLine(aws))
                .isTrue();
    }

    static void requireBoto3() throws Exception {
        require(
                "python3 -c 'import boto3; print(boto3.__version__)'",
                "install Python 3 with boto3: `python3 -m pip install boto3`");
    }

    static void requireNode() throws Exception {
        String node = require("node --version", "install Node.js 20 or newer");
        assertThat(version(node))
                .as("`node --version` is `%s`: install 20 or newer", firstLine(node))
                .isGreaterThanOrEqualTo(NODE);
        require("npm --version", "install npm");
    }

    static void requireGo() throws Exception {
        String go = require("go version", "install Go 1.24 or newer");
        assertThat(version(go)).as("`%s`: install 1.24 or newer", firstLine(go)).isGreaterThanOrEqualTo(GO);
    }

    /**
     * The first program {@code aws} on the path that is of version 1 or 2: both can be installed, and one hides the other.
     */
    static Path awsCli(int major) throws Exception {
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            Path program = Path.of(folder).resolve("aws");
            if (Files.isExecutable(program)) {
                ChildProcess.Ended version = ChildProcess.run(new ProcessBuilder(program.toString(), "--version"), "");
                if ((version.out() + version.err()).startsWith("aws-cli/" + major + ".")) {
                    return program;
                }
            }
        }
        throw new AssertionError("no `aws` of version " + major + " on the path: "
                + (major == 1
                        ? "`python3 -m pip install awscli`"
                        : "`apt-get install awscli` on Debian, or the vendor's installer")
                + ", or leave the profile `clients` out");
    }

    private static String require(String command, String whatToDo) throws IOException, InterruptedException {
        ChildProcess.Ended tool = ChildProcess.run(new ProcessBuilder("sh", "-c", command), "");
        assertThat(tool.status())
                .as("`%s` failed (%s): %s, or leave the profile `clients` out", command, tool.err(), whatToDo)
                .isZero();
        return tool.out() + tool.err();
    }

    /** The first version in {@code text}, as one number that sorts: 7075 for 7.75.1. */
    private static int version(String text) {
        Matcher version = VERSION.matcher(text);
        assertThat(version.find()).as("a version in `%s`", text).isTrue();
        return Integer.parseInt(version.group(1)) * 1000 + Integer.parseInt(version.group(2));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
