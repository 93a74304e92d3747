package dev.sallyport.acceptance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The clients of the matrix, each as it comes, with nothing but its documented settings pointing at the gateway. */
enum StockClient {
    AWS_CLI_1("aws CLI 1"),
    AWS_CLI_2("aws CLI 2"),
    BOTO3("boto3"),
    JAVA("AWS SDK for Java 2"),
    JAVASCRIPT("AWS SDK for JavaScript 3"),
    GO("AWS SDK for Go 2");

    private static final String REGION = "us-east-1";
    private final String label;

    StockClient(String label) {
        this.label = label;
    }

    /** Whether it said that it has no such command: the aws CLI that Debian 12 has is of 2022. */
    boolean isOlderThanTheActionOf(ClientOutcome outcome) {
        return this == AWS_CLI_2
                && outcome.failure()
                        .filter(failure -> failure.message().contains("nvalid choice"))
                        .isPresent();
    }

    boolean isCli() {
        return this == AWS_CLI_1 || this == AWS_CLI_2;
    }

    /** The Java SDK alone passes {@code duration_seconds} over. */
    boolean readsDurationsOfProfiles() {
        return this != JAVA;
    }

    /** The Java SDK alone leaves that to its users. */
    boolean triesASilentIssuerAgain() {
        return this != JAVA;
    }

    /** The class of its exceptions for codes that the service's model does not name. */
    String generalException() {
        return switch (this) {
            case AWS_CLI_1, AWS_CLI_2 -> "";
            case BOTO3 -> "ClientError";
            case JAVA -> "StsException";
            case JAVASCRIPT -> "STSServiceException";
            case GO -> "*smithy.GenericAPIError";
        };
    }

    /**
     * Starts it as somebody who has never configured it.
     *
     * @param home a folder of its own for what it keeps
     * @param more variables of the environment that this test is about
     */
    ClientSession start(URI sts, Path home, Map<String, String> more) throws Exception {
        Files.createDirectories(home);
        Map<String, String> environment = environment(sts, home);
        environment.putAll(more);
        return switch (this) {
            case AWS_CLI_1 -> new AwsCli(Tools.awsCli(1), environment, List.of());
            case AWS_CLI_2 -> debiansAwsCli(sts, home, environment);
            case BOTO3 ->
                ClientProgram.start(
                        builder(environment, "python3", ClientPrograms.python().toString()));
            case JAVA ->
                ClientProgram.start(builder(
                        environment,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JavaSdkProgram.class.getName()));
            case JAVASCRIPT ->
                ClientProgram.start(builder(
                        environment,
                        "node",
                        ClientPrograms.javascript("client.mjs").toString()));
            case GO ->
                ClientProgram.start(builder(environment, ClientPrograms.go().toString()));
        };
    }

    /**
     * The one of Debian 12 is older than the variable for the endpoint, and its option for it does not reach the calls it
     * makes behind the scenes to get credentials. Its models do.
     */
    private static ClientSession debiansAwsCli(URI sts, Path home, Map<String, String> environment) throws Exception {
        Path models = Files.createDirectories(home.resolve("models"));
        Files.writeString(models.resolve("endpoints.json"), """
                {"version": 3, "partitions": [{"partition": "aws", "partitionName": "AWS", "dnsSuffix": "localhost",
                  "regionRegex": "^us-\\\\w+-\\\\d+$", "regions": {"%s": {"description": "the only one"}},
                  "defaults": {"hostname": "%s", "protocols": ["%s"], "signatureVersions": ["v4"]}, "services": {}}]}
                """.formatted(REGION, sts.getAuthority(), sts.getScheme()));
        environment.put("AWS_DATA_PATH", models.toString());
        return new AwsCli(Tools.awsCli(2), environment, List.of());
    }

    private static ProcessBuilder builder(Map<String, String> environment, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    private static Map<String, String> environment(URI sts, Path home) throws IOException {
        Map<String, String> environment = new LinkedHashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("BOTO"));
        // What pip installed for this user stays to be found when the home folder is another one.
        environment.putIfAbsent("PYTHONUSERBASE", System.getProperty("user.home") + "/.local");
        environment.put("HOME", home.toString());
        environment.put("AWS_CONFIG_FILE", home.resolve("config").toString());
        environment.put(
                "AWS_SHARED_CREDENTIALS_FILE", home.resolve("credentials").toString());
        environment.put("AWS_REGION", REGION);
        environment.put("AWS_DEFAULT_REGION", REGION);
        environment.put("AWS_ENDPOINT_URL_STS", sts.toString());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        return environment;
    }

    @Override
    public String toString() {
        return label;
    }
}
