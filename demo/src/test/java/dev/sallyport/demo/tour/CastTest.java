package dev.sallyport.demo.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.config.AccountEntry;
import dev.sallyport.config.Configuration;
import dev.sallyport.config.ConfigurationLoader;
import dev.sallyport.config.Upstream;
import dev.sallyport.demo.folder.DemoFolder;
import dev.sallyport.demo.folder.MovedConfiguration;
import dev.sallyport.demo.orders.OrdersApi;
import dev.sallyport.demo.port.Listener;
import dev.sallyport.demo.port.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo and {@code config/demo} mean the same people, roles and places. */
class CastTest {
    @TempDir
    Path checkout;

    private Path serverFile;
    private DemoFolder folder;

    @BeforeEach
    void copy() throws IOException {
        Path original = Path.of(System.getProperty("sallyport.root", "..")).resolve("config/demo");
        assumeTrue(Files.isDirectory(original), "there is no configuration at " + original);
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.toList()) {
                Path target = checkout.resolve("config/demo").resolve(original.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        serverFile = checkout.resolve("config/demo/sallyport.yaml");
        folder = DemoFolder.of(serverFile);
        folder.fill(Cast.FILTER_KEY, new SecureRandom());
    }

    @Test
    void everybodyInTheTourIsConfigured() throws Exception {
        Configuration configuration = load(serverFile);
        AccountEntry account = configuration.identities().accounts().get(Cast.ACCOUNT);

        assertThat(configuration.server().demo()).isTrue();
        assertThat(account.roles())
                .extracting(role -> role.arn())
                .contains(Cast.CI_ROLE, Cast.BREAK_GLASS_ROLE, Cast.FILTER_ROLE);
        assertThat(account.users())
                .flatExtracting(user -> user.accessKeys())
                .extracting(key -> key.id())
                .containsExactlyInAnyOrder(Cast.ALICE_KEY, Cast.FILTER_KEY);
        assertThat(account.users())
                .flatExtracting(user -> user.mfaDevices())
                .extracting(device -> device.serial())
                .containsExactly(Cast.ALICE_PHONE);
        assertThat(configuration.server().upstreams())
                .extracting(Upstream::name)
                .containsExactly(OrdersApi.NAME);
    }

    @Test
    void configurationSaysTheDefaultPorts() throws Exception {
        Configuration configuration = load(serverFile);
        Endpoints endpoints = Endpoints.of(Ports.defaults());
        AccountEntry account = configuration.identities().accounts().get(Cast.ACCOUNT);

        assertThat(configuration.server().api().publicUrl()).isEqualTo(endpoints.api());
        assertThat(configuration.server().proxy().publicUrl()).isEqualTo(endpoints.proxy());
        assertThat(account.oidcProviders())
                .extracting(provider -> provider.issuer().toString())
                .containsExactly(endpoints.issuer().toString());
        assertThat(account.oidcProviders())
                .flatExtracting(provider -> provider.clientIds())
                .containsExactly(Cast.AUDIENCE);
        assertThat(configuration.server().upstreams().get(0).url().getPort()).isEqualTo(Listener.ORDERS.defaultPort());
    }

    @Test
    void configurationWithAMovedIssuerAndUpstreamHasNoFault() throws Exception {
        Ports moved = Ports.choose(Map.of(Listener.ISSUER, 9071, Listener.ORDERS, 9081), port -> true);
        Configuration configuration = load(MovedConfiguration.of(serverFile, folder, moved, 1));

        assertThat(configuration.identities().accounts().get(Cast.ACCOUNT).oidcProviders())
                .extracting(provider -> provider.issuer().toString())
                .containsExactly("http://localhost:9071");
        assertThat(configuration.server().upstreams().get(0).url().getPort()).isEqualTo(9081);
        assertThat(configuration.server().dataDirectory().normalize())
                .isEqualTo(load(serverFile).server().dataDirectory().normalize());
    }

    private static Configuration load(Path serverFile) throws Exception {
        return ConfigurationLoader.load(serverFile, name -> Optional.empty(), true);
    }
}
