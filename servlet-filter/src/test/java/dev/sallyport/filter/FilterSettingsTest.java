package dev.sallyport.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterSettingsTest {
    private static final Map<String, String> COMPLETE = Map.of(
            "gateway-url", "https://sts.example.com:7070",
            "service", "payments",
            "role-arn", "arn:aws:iam::111122223333:role/payments-filter",
            "web-identity-token-file", "/var/run/token");

    @TempDir
    Path directory;

    @Test
    void whatIsLeftOutHasADefault() {
        FilterSettings settings = FilterSettings.of(COMPLETE);

        assertThat(settings.region()).isEqualTo("us-east-1");
        assertThat(settings.sessionName()).isEqualTo("sallyport-filter");
        assertThat(settings.auditFile()).isEmpty();
        assertThat(settings.credentials())
                .isEqualTo(new OwnCredentials.WebIdentityTokenFile(Path.of("/var/run/token")));
    }

    @Test
    void settingsInCodeAreTheSame() {
        FilterSettings settings = FilterSettings.of(COMPLETE);

        assertThat(FilterSettings.of(settings.gateway(), settings.service(), settings.role(), settings.credentials())
                        .withRegion("us-east-1"))
                .isEqualTo(settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway-url", "service", "role-arn", "web-identity-token-file"})
    void aMissingSettingIsNamed(String name) {
        Map<String, String> parameters = new HashMap<>(COMPLETE);
        parameters.remove(name);

        assertRefused(parameters, "`" + name + "`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway-url", "service", "role-arn", "web-identity-token-file", "region", "audit-file"})
    void anEmptySettingIsNamed(String name) {
        assertRefused(with(name, " "), "`" + name + "` is empty");
    }

    @Test
    void anUnknownSettingIsNamed() {
        assertRefused(with("sevrice", "payments"), "`sevrice`");
    }

    @Test
    void twoCredentialsAreOneTooMany() {
        assertRefused(with("key-file", "/etc/key.json"), "`key-file`");
    }

    @Test
    void allFaultsAreSaidAtOnce() {
        assertThatThrownBy(() -> FilterSettings.of(Map.of("sevrice", "payments")))
                .hasMessageContaining("sevrice")
                .hasMessageContaining("gateway-url")
                .hasMessageContaining("role-arn")
                .hasMessageContaining("key-file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sts.example.com",
                "https://sts.example.com:7070/",
                "HTTPS://sts.example.com",
                "http://localhost:7070",
                "http://127.0.0.1:7070",
                "http://127.9.8.7",
                "http://[::1]:7070"
            })
    void theGatewayIsHttpsOrLoopback(String url) {
        assertThat(FilterSettings.of(with("gateway-url", url)).gateway().toString())
                .isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sts.example.com:7070",
                "http://10.0.0.1",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://127.0.0.999",
                "http://127.1",
                "http://[::ffff:127.0.0.1]",
                "ftp://localhost",
                "https://user@sts.example.com",
                "https://sts.example.com/path",
                "https://sts.example.com/?x",
                "https://sts.example.com#x",
                "sts.example.com",
                "https:///",
                "https://sts example.com"
            })
    void anyOtherGatewayIsRefused(String url) {
        assertRefused(with("gateway-url", url), "`gateway-url`");
    }

    @Test
    void otherValuesOfTheWrongFormAreRefused() {
        assertRefused(with("role-arn", "payments-filter"), "`role-arn`");
        assertRefused(with("role-arn", "arn:aws:iam::111122223333:user/alice"), "`role-arn`");
        assertRefused(with("service", "pay ments"), "`service`");
        assertRefused(with("service", "x".repeat(65)), "`service`");
        assertRefused(with("region", "us/east"), "`region`");
        assertRefused(with("session-name", "a:b"), "`session-name`");
    }

    @Test
    void aKeyFileThatOthersReachIsRefusedAtStart() throws Exception {
        Path file = FilterHarness.keyFile(directory);
        start(file);
        for (String rights : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-----w-")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
            assertThatThrownBy(() -> start(file))
                    .isInstanceOf(ServletException.class)
                    .hasMessageContaining(rights)
                    .hasMessageContaining("chmod 600");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"AccessKeyId\":\"AKIAFILTERFILTER2222\"}",
                "{\"AccessKeyId\":\"AKIAFILTERFILTER2222\",\"SecretAccessKey\":\"\"}",
                "{\"AccessKeyId\":\"short\",\"SecretAccessKey\":\"the-secret\"}",
                "{\"AccessKeyId\":\"ASIAFILTERFILTER2222\",\"SecretAccessKey\":\"the-secret\"}",
                "{\"Version\":2,\"AccessKeyId\":\"AKIAFILTERFILTER2222\",\"SecretAccessKey\":\"the-secret\"}",
                "{\"AccessKeyId\":\"AKIAFILTERFILTER2222\",\"SecretAccessKey\":\"the-secret\",\"SessionToken\":\"t\"}",
                "{\"AccessKeyId\":\"AKIAFILTERFILTER2222\",\"SecretAccessKey\":\"the-secret\"} x"
            })
    void aKeyFileWithoutOneUsersKeyIsRefusedAtStart(String json) throws Exception {
        Path file = FilterHarness.keyFile(directory);
        Files.writeString(file, json);

        assertThatThrownBy(() -> start(file))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("key.json")
                .hasMessageNotContaining("the-secret");
    }

    @Test
    void aMissingFileIsNamedAtStart() {
        assertThatThrownBy(() -> start(directory.resolve("absent.json")))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("absent.json");
    }

    @Test
    void aTokenFileWithoutATokenIsRefusedAtStart() throws Exception {
        Path file = directory.resolve("token");
        for (String content : List.of("", " \n", "two tokens", "x".repeat(20_003))) {
            Files.writeString(file, content);
            assertThatThrownBy(() -> new OwnCredentials.WebIdentityTokenFile(file).check())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("token");
        }
        Files.writeString(file, "a.b.c\n");
        assertThat(new OwnCredentials.WebIdentityTokenFile(file).token()).isEqualTo("a.b.c");
    }

    @Test
    void anAuditFileThatCannotBeWrittenIsNamedAtStart() throws Exception {
        Map<String, String> parameters = parameters(FilterHarness.keyFile(directory));
        parameters.put("audit-file", directory.resolve("absent/audit.jsonl").toString());

        assertThatThrownBy(() -> new SallyportFilter().init(FilterHarness.config(parameters)))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("audit");
    }

    @Test
    void settingsInCodeAndInitParametersDoNotMix() {
        assertThatThrownBy(() -> new SallyportFilter(FilterSettings.of(COMPLETE))
                        .init(FilterHarness.config(Map.of("region", "eu-west-1"))))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("region");
    }

    private void start(Path keyFile) throws ServletException {
        SallyportFilter filter = new SallyportFilter();
        filter.init(FilterHarness.config(parameters(keyFile)));
        filter.destroy();
    }

    private static Map<String, String> parameters(Path keyFile) {
        Map<String, String> parameters = new HashMap<>(COMPLETE);
        parameters.remove("web-identity-token-file");
        parameters.put("key-file", keyFile.toString());
        return parameters;
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> parameters = new HashMap<>(COMPLETE);
        parameters.put(name, value);
        return parameters;
    }

    private static void assertRefused(Map<String, String> parameters, String named) {
        assertThatThrownBy(() -> FilterSettings.of(parameters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }
}
