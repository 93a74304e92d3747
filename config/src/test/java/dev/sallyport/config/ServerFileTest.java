package dev.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.mfa.TotpWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerFileTest {
    private static final String API = "{address: 127.0.0.1, port: 7070, public-url: \"http://localhost:7070\"}";
    private static final String ROUTE_OPERATION =
            "{action: \"orders:Get\", methods: [GET], path: \"/orders/{id}\", resource: \"arn:aws:orders::111122223333:order/{id}\"}";

    @TempDir
    private Path folder;

    private ConfigurationFiles files;

    @BeforeEach
    void writeFiles() {
        files = new ConfigurationFiles(folder);
    }

    @Nested
    class Keys {
        @Test
        void anUnknownKeyNamesTheNearestOne() {
            assertThat(files.server("host: \"*\"\n    service: orders", "hosts: \"*\"\n    service: orders")
                            .messages())
                    .containsExactlyInAnyOrder(
                            "routes[0]: `host` is missing",
                            "routes[0].hosts: unknown key `hosts`; did you mean `host`?");
        }

        @Test
        void aKeyThatIsNearNoneNamesThemAll() {
            assertThat(files.server(API, "{zzzzzz: 1, " + API.substring(1)).messages())
                    .containsExactly("listeners.api.zzzzzz: unknown key `zzzzzz`; the keys here are `address`, `port`,"
                            + " `public-url`, `tls`, `terminator-addresses`");
        }

        @Test
        void aDoubledKeyIsAFault() {
            assertThat(files.server("regions:", "trust-domain: other.example.com\nregions:")
                            .messages())
                    .containsExactly("trust-domain: `trust-domain` stands here a second time; the first is in line 1");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "regions: [eu-west-1, us-east-1]|regions: eu-west-1|regions: here stands text, and a list is needed",
                    "trust-domain: sallyport.example.com|trust-domain: 12|trust-domain: here stands a number, and text is needed; put it in quotes",
                    "trust-domain: sallyport.example.com|trust-domain:|trust-domain: here stands nothing, and text is needed",
                    "trust-domain: sallyport.example.com|trust-domain: [a]|trust-domain: here stands a list, and text is needed",
                    "port: 7070|port: \"7070\"|listeners.api.port: here stands text; a whole number from 1 to 65535",
                    "port: 7070|port: 0|listeners.api.port: here stands a number; a whole number from 1 to 65535",
                    "port: 7070|port: 65536|listeners.api.port: here stands a number; a whole number from 1 to 65535",
                    "port: 7070|port: 0x1F|listeners.api.port: here stands a value that readers of YAML understand differently",
                    "regions: [eu-west-1, us-east-1]|regions: []|regions: the list is empty"
                })
        void aWrongTypeIsAFaultThatSaysWhatIsNeeded(String right, String wrong, String fault) {
            assertThat(files.server(right, wrong).messages())
                    .singleElement()
                    .asString()
                    .startsWith(fault);
        }

        @Test
        void demoIsTrueOrFalseAndNothingElse() {
            assertThat(files.server("trust-domain:", "demo: \"true\"\ntrust-domain:")
                            .messages())
                    .containsExactly("demo: here stands text; write `true` or `false`, without quotes");
        }
    }

    @Nested
    class Listeners {
        @ParameterizedTest
        @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "\"::1\""})
        void plainHttpStaysOnThisMachine(String address) {
            assertThat(files.server("api: {address: 127.0.0.1", "api: {address: " + address)
                            .loaded()
                            .server()
                            .api()
                            .transport())
                    .isInstanceOf(Transport.PlainLoopback.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0.0.0.0", "10.0.0.1", "\"::\"", "\"fe80::1\"", "192.168.1.1"})
        void plainHttpOnAnotherAddressIsRefused(String address) {
            assertThat(files.server("api: {address: 127.0.0.1", "api: {address: " + address)
                            .messages())
                    .singleElement()
                    .asString()
                    .startsWith("listeners.api.address: plain HTTP on `")
                    .contains("`tls: terminated-upstream`");
        }

        @ParameterizedTest
        @ValueSource(strings = {"localhost", "\"127.1\"", "gateway.example.com", "\"0x7f.0.0.1\"", "127.0.0.1:80"})
        void anAddressIsALiteralIpAddress(String address) {
            assertThat(files.server("api: {address: 127.0.0.1", "api: {address: " + address)
                            .messages())
                    .singleElement()
                    .asString()
                    .contains("is no IP address such as `127.0.0.1`");
        }

        @Test
        void behindATerminatorItsAddressesAreKnown() {
            ListenerSettings api = files.server(API, terminated("[10.0.0.0/8, \"fd00::/8\", 192.0.2.7]"))
                    .loaded()
                    .server()
                    .api();

            assertThat(api.transport())
                    .isInstanceOfSatisfying(
                            Transport.TerminatedUpstream.class,
                            t -> assertThat(t.terminators()).hasSize(3));
        }

        @Test
        void aTerminatorWithoutAddressesIsRefused() {
            assertThat(files.server(
                                    API,
                                    "{address: 0.0.0.0, port: 7070, public-url: \"https://sts.example.com\", tls: terminated-upstream}")
                            .messages())
                    .singleElement()
                    .asString()
                    .startsWith("listeners.api.tls: `tls: terminated-upstream` also needs `terminator-addresses`");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "[0.0.0.0/0]", "[\"::/0\"]", "[10.0.0.0/33]", "[lb.example.com]"})
        void terminatorAddressesSayWhoTheTerminatorIs(String addresses) {
            assertThat(files.server(API, terminated(addresses)).messages())
                    .singleElement()
                    .asString()
                    .startsWith("listeners.api.terminator-addresses");
        }

        @Test
        void terminatorAddressesWithoutTerminatorAreRefused() {
            assertThat(files.server("port: 7070,", "port: 7070, terminator-addresses: [10.0.0.1],")
                            .messages())
                    .singleElement()
                    .asString()
                    .contains("`terminator-addresses` goes with `tls: terminated-upstream`");
        }

        @Test
        void tlsNamesACertificateAndAKeyThatOnlyItsOwnerCanRead() {
            files.file("api.pem", "certificate").secret("api.key", "key");

            ListenerSettings api = files.server(API, tls()).loaded().server().api();

            assertThat(api.transport()).isEqualTo(new Transport.Tls(files.path("api.pem"), files.path("api.key")));
        }

        @Test
        void aKeyThatOthersCanReadIsRefused() {
            files.file("api.pem", "certificate").secret("api.key", "key", "rw-r--r--");

            assertThat(files.server(API, tls()).messages())
                    .singleElement()
                    .asString()
                    .startsWith("listeners.api.tls.private-key: others than its owner can read");
        }

        @Test
        void aMissingCertificateIsAFault() {
            assertThat(files.secret("api.key", "key").server(API, tls()).messages())
                    .singleElement()
                    .asString()
                    .startsWith("listeners.api.tls.certificate: there is no readable file");
        }

        @Test
        void thePublicUrlSaysWhetherThereIsTls() {
            assertThat(files.server("http://localhost:7070", "https://localhost:7070")
                            .messages())
                    .singleElement()
                    .asString()
                    .startsWith("listeners.api.public-url: `https` here needs `tls`");
            assertThat(new ConfigurationFiles(folder)
                            .server(API, terminated("[10.0.0.1]").replace("https:", "http:"))
                            .messages())
                    .containsExactly("listeners.api.public-url: with `tls` clients come by `https`; write that");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://localhost:7070/",
                    "http://localhost:7070/sts",
                    "http://localhost:7070?x",
                    "ftp://localhost",
                    "localhost:7070",
                    "http://user@localhost:7070"
                })
        void aPublicUrlIsSchemeHostAndPort(String url) {
            assertThat(files.server("http://localhost:7070", url).messages())
                    .singleElement()
                    .asString()
                    .startsWith("listeners.api.public-url: ");
        }

        @Test
        void twoListenersDiffer() {
            assertThat(files.server("port: 8080", "port: 7070").messages())
                    .containsExactly("listeners.proxy: both listeners have the same address and port");
            assertThat(new ConfigurationFiles(folder)
                            .server("http://localhost:8080", "http://127.0.0.1:7070")
                            .messages())
                    .containsExactly("listeners.proxy: both listeners have the same public URL");
        }

        @Test
        void aDemonstrationStaysOnThisMachineEvenWithTls() {
            files.file("api.pem", "certificate").secret("api.key", "key").asDemo();

            assertThat(files.server(API, tls()).messages())
                    .containsExactly(
                            "listeners.api.address: a demonstration (`demo: true`) listens on 127.0.0.1 or ::1 only");
        }

        @Test
        void aListenerMovesWithItsPublicUrl() {
            ListenerSettings api = files.loaded().server().api();

            assertThat(api.onPort(7171).publicUrl()).hasToString("http://localhost:7171");
            assertThat(api.onPort(7171).port()).isEqualTo(7171);
        }

        private String terminated(String addresses) {
            return "{address: 0.0.0.0, port: 7070, public-url: \"https://sts.example.com\", tls: terminated-upstream,"
                    + " terminator-addresses: " + addresses + "}";
        }

        private String tls() {
            return "{address: 0.0.0.0, port: 7070, public-url: \"https://sts.example.com\","
                    + " tls: {certificate: api.pem, private-key: \"file:api.key\"}}";
        }
    }

    @Nested
    class RootKeys {
        @Test
        void theRootKeyLiesOutsideTheDataDirectory() {
            files.secret("data/root-key", ConfigurationFiles.ROOT_KEY);

            assertThat(files.server("file:root-key", "file:data/root-key").messages())
                    .singleElement()
                    .asString()
                    .startsWith("root-key: the root key lies in the data directory");
        }

        @Test
        void aSampleRootKeyIsRefused() {
            files.secret("root-key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

            assertThat(files.messages()).singleElement().asString().startsWith("root-key: the root key is a sample");
        }
    }

    @Nested
    class Routes {
        @Test
        void anUnknownUpstreamNamesTheNearestOne() {
            assertThat(files.server("upstream: orders", "upstream: ordres").messages())
                    .containsExactly("routes[0].upstream: there is no upstream `ordres`; did you mean `orders`?");
        }

        @Test
        void longTermKeysAndAssertionsAreChosenByName() {
            ProxyRoute route = files.server(
                            "upstream: orders", "upstream: orders\n    long-term-keys: allowed\n    assertion: request")
                    .loaded()
                    .server()
                    .routes()
                    .get(0);

            assertThat(route.route().longTermKeys()).isTrue();
            assertThat(route.assertion()).isEqualTo(AssertionMode.REQUEST);
        }

        @Test
        void anotherWordForLongTermKeysNamesTheWordsThereAre() {
            assertThat(files.server("upstream: orders", "upstream: orders\n    long-term-keys: refuse")
                            .messages())
                    .containsExactly(
                            "routes[0].long-term-keys: `refuse` is none of `allowed`, `refused`; did you mean `refused`?");
        }

        @ParameterizedTest
        @ValueSource(strings = {"sts", "iam", "sallyport"})
        void theGatewaysOwnServiceNamesAreReserved(String service) {
            assertThat(files.server("service: orders", "service: " + service).messages())
                    .containsExactly(
                            "routes[0].service: `" + service + "` is the gateway's own service; choose another name");
        }

        @Test
        void twoOperationsForOneRequestAreRefused() {
            assertThat(files.server(
                                    ROUTE_OPERATION,
                                    ROUTE_OPERATION + "\n      - " + ROUTE_OPERATION.replace("{id}", "{x}"))
                            .messages())
                    .singleElement()
                    .asString()
                    .startsWith("routes: ")
                    .contains("both answer");
        }

        @Test
        void aParameterThatIsNotInThePathIsAFault() {
            assertThat(files.server("path: \"/orders/{id}\"", "path: \"/orders/{ident}\"")
                            .messages())
                    .singleElement()
                    .asString()
                    .startsWith("routes[0].operations[0]: ")
                    .contains("`id`");
        }

        @Test
        void theAccountOfAResourceExists() {
            assertThat(files.server("arn:aws:orders::111122223333", "arn:aws:orders::111122223334")
                            .messages())
                    .containsExactly(
                            "routes[0].operations[0].resource: there is no account `111122223334`; did you mean `111122223333`?");
        }

        @Test
        void resourceTagsAreConstantsOrOneParameter() {
            String tags = "resource-tags: {env: prod, order: \"{id}\", empty: \"\"}, methods";

            assertThat(files.server("methods: [GET], path: \"/orders", tags + ": [GET], path: \"/orders")
                            .loaded()
                            .server()
                            .routes()
                            .get(0)
                            .route()
                            .operations()
                            .get(0)
                            .resourceTags())
                    .hasSize(3);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"{env: \"x{id}\"}", "{env: a, ENV: b}", "{\"aws:x\": a}", "{env: \"a;b\"}", "{env: \"{no}\"}"
                })
        void otherResourceTagsAreRefused(String tags) {
            assertThat(files.server(
                                    "methods: [GET], path: \"/orders",
                                    "resource-tags: " + tags + ", methods: [GET], path: \"/orders")
                            .messages())
                    .singleElement()
                    .asString()
                    .startsWith("routes[0].operations[0]");
        }

        @Test
        void anUpstreamIsNotTheGatewayItself() {
            assertThat(files.server("http://10.1.2.3:8081", "http://127.0.0.1:7070")
                            .messages())
                    .containsExactly("upstreams[0]: the upstream `orders` is this gateway itself");
        }

        @Test
        void namesOfUpstreamsAndRoutesAreUnique() {
            assertThat(files.server(
                                    "  - {name: orders, url: \"http://10.1.2.3:8081\"}",
                                    "  - {name: orders, url: \"http://10.1.2.3:8081\"}\n  - {name: orders, url: \"http://10.1.2.4\"}")
                            .server("- name: payments", "- name: orders")
                            .messages())
                    .containsExactlyInAnyOrder(
                            "upstreams[1]: there are two upstreams `orders`",
                            "filters[0]: there are two routes `orders`");
        }

        @ParameterizedTest
        @CsvSource({"1s,1", "90s,90", "2m,120", "15m,900"})
        void aTimeoutIsADuration(String written, long seconds) {
            assertThat(files.server(
                                    "url: \"http://10.1.2.3:8081\"",
                                    "url: \"http://10.1.2.3:8081\", timeout: " + written)
                            .loaded()
                            .server()
                            .upstreams()
                            .get(0)
                            .timeout())
                    .isEqualTo(Duration.ofSeconds(seconds));
        }

        @ParameterizedTest
        @ValueSource(strings = {"0s", "16m", "\"30\"", "30", "1d", "s", "-1s", "1.5m", "\u0661s", "9999999999s"})
        void anotherTimeoutIsRefused(String written) {
            assertThat(files.server(
                                    "url: \"http://10.1.2.3:8081\"",
                                    "url: \"http://10.1.2.3:8081\", timeout: " + written)
                            .messages())
                    .singleElement()
                    .asString()
                    .startsWith("upstreams[0].timeout: ");
        }
    }

    @Nested
    class Filters {
        @Test
        void aFiltersServiceIsNoRoutesService() {
            assertThat(files.server("- service: payments", "- service: orders").messages())
                    .singleElement()
                    .asString()
                    .startsWith("routes[0]: the service `orders` belongs to a filter");
        }

        @Test
        void aFiltersServiceIsNoOtherFiltersService() {
            String second =
                    "  - {service: payments, role: \"arn:aws:iam::111122223333:role/filter\", routes: [{name: second, host: \"*\", operations: [{action: \"p:Get\", methods: [GET], path: \"/q\", resource: \"arn:aws:p::111122223333:q\"}]}]}\n";

            assertThat(files.server("filters:\n", "filters:\n" + second).messages())
                    .containsExactly(
                            "filters[1]: the service `payments` belongs to another filter already; each has a name of its own");
        }

        @ParameterizedTest
        @ValueSource(strings = {"sts", "iam", "sallyport"})
        void theGatewaysOwnServiceNamesAreReserved(String service) {
            assertThat(files.server("- service: payments", "- service: " + service)
                            .messages())
                    .singleElement()
                    .asString()
                    .startsWith("filters[0].service: `" + service + "` is the gateway's own service");
        }

        @Test
        void theRoleOfAFilterExists() {
            assertThat(files.server("role/filter", "role/fliter").messages())
                    .containsExactly("filters[0].role: there is no role `arn:aws:iam::111122223333:role/fliter`;"
                            + " did you mean `arn:aws:iam::111122223333:role/filter`?");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"arn:aws:iam::111122223333:user/alice", "filter", "arn:aws:sts::111122223333:role/filter"})
        void theRoleOfAFilterIsARole(String role) {
            assertThat(files.server("arn:aws:iam::111122223333:role/filter", role)
                            .messages())
                    .singleElement()
                    .asString()
                    .startsWith("filters[0].role: ");
        }

        @Test
        void whatOnlyAProxiedRouteHasIsRefusedWithItsReason() {
            List<String> messages = files.server(
                            "- name: payments\n",
                            "- name: payments\n        long-term-keys: allowed\n        upstream: orders\n")
                    .messages();

            assertThat(messages)
                    .containsExactlyInAnyOrder(
                            "filters[0].routes[0].long-term-keys: a filter never gets the signing key of a long-term key; leave it out",
                            "filters[0].routes[0].upstream: a filter stands inside its application and has no upstream; leave it out");
        }
    }

    @Nested
    class MfaWindow {
        @Test
        void isOneStepOnEitherSideUnlessTheFileSaysNone() {
            assertThat(files.loaded().server().mfaWindow()).isEqualTo(TotpWindow.ONE_STEP_EITHER_SIDE);
            assertThat(mfa("window-steps: 0").loaded().server().mfaWindow()).isEqualTo(TotpWindow.CURRENT_STEP_ONLY);
        }

        @Test
        void mayBeSaidToBeOneStep() {
            assertThat(mfa("window-steps: 1").loaded().server().mfaWindow()).isEqualTo(TotpWindow.ONE_STEP_EITHER_SIDE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"window-steps: 2", "window-steps: -1", "window-steps: one", "window: 1"})
        void everythingElseIsRefused(String setting) {
            assertThat(mfa(setting).messages())
                    .singleElement()
                    .asString()
                    .startsWith("mfa." + setting.substring(0, setting.indexOf(':')));
        }

        private ConfigurationFiles mfa(String setting) {
            return files.server("regions:", "mfa: {" + setting + "}\nregions:");
        }
    }

    @Nested
    class Bounds {
        @ParameterizedTest
        @ValueSource(ints = {1, 1_048_576})
        void aBodyMayHaveUpToOneMebibyte(int bytes) {
            assertThat(limits("max-body-bytes: " + bytes)
                            .loaded()
                            .server()
                            .limits()
                            .maxBodyBytes())
                    .isEqualTo(bytes);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "max-body-bytes: 0",
                    "max-body-bytes: 1048577",
                    "unverified-bytes-per-source: 1048575",
                    "unverified-bytes: 8388607"
                })
        void otherBoundsAreRefused(String limit) {
            assertThat(limits(limit).messages())
                    .singleElement()
                    .asString()
                    .startsWith("limits." + limit.substring(0, limit.indexOf(':')));
        }

        @Test
        void eachBoundHasADefault() {
            assertThat(files.loaded().server().limits()).isEqualTo(Limits.DEFAULT);
        }

        private ConfigurationFiles limits(String limit) {
            return files.server("regions:", "limits: {" + limit + "}\nregions:");
        }
    }
}
