package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

    private Tools() {}

    static void requireAll() throws Exception {
        require("aws --version", "install the aws CLI: `python3 -m pip install awscli`, or your system's package");
        require("python3 -c 'import boto3; print(boto3.__version__)'", "install Python 3 with boto3");
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
