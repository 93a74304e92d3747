package dev.sallyport.demo.paste;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.demo.port.Listener;
import dev.sallyport.demo.port.Ports;
import dev.sallyport.demo.tour.Endpoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private static final Path KEY = Path.of("/checkout/.demo/alice-secret-key");
    private static final Path NOTICES = Path.of("/checkout/.demo/break-glass.jsonl");
    private static final Path DATA = Path.of("/checkout/.demo/data");

    @Test
    void eachNameHasOneFencedBlock() {
        List<String> names = new ArrayList<>();
        int fences = 0;
        for (String line : text(Ports.defaults(), KEY).lines().toList()) {
            if (line.startsWith("## ")) {
                assertThat(fences).as("before " + line).isEqualTo(2 * names.size());
                names.add(line.substring(3));
            } else if (line.startsWith("```")) {
                fences++;
            }
        }

        assertThat(names).containsExactly("curl", "aws-cli", "break-glass", "boto3", "github-actions");
        assertThat(fences).isEqualTo(2 * names.size());
    }

    @Test
    void everyPlaceholderIsFilled() {
        assertThat(text(Ports.defaults(), KEY)).doesNotContainPattern("@[a-z-]+@");
    }

    @Test
    void commandsGoWhereTheDemoListens() {
        Ports moved =
                Ports.choose(Map.of(Listener.API, 9070, Listener.PROXY, 9080, Listener.PAYMENTS, 9082), port -> true);

        assertThat(text(moved, KEY))
                .contains("http://localhost:9070/", "http://localhost:9080/orders/42")
                .contains("http://localhost:9082/payments/42")
                .doesNotContain("7070", "8080", "8082");
    }

    @Test
    void pathIsQuotedForTheShellWhereItHasTo() {
        assertThat(text(Ports.defaults(), KEY)).contains("$(cat /checkout/.demo/alice-secret-key)");
        assertThat(text(Ports.defaults(), KEY))
                .contains("tail -n 1 /checkout/.demo/break-glass.jsonl", "--data-dir /checkout/.demo/data --live");
        assertThat(text(Ports.defaults(), Path.of("/it's a/$x"))).contains("$(cat '/it'\\''s a/$x')");
    }

    @Test
    void demoOfAnotherConfigurationIsAskedWithIt() {
        String text = Commands.text(
                Endpoints.of(Ports.defaults()),
                new Commands.Files(KEY, NOTICES, DATA),
                Optional.of(Path.of("/a copy/config/demo/sallyport.yaml")));

        assertThat(text)
                .contains("$(./sallyport demo token --config '/a copy/config/demo/sallyport.yaml')")
                .contains("$(./sallyport demo code --config '/a copy/config/demo/sallyport.yaml')");
        assertThat(text(Ports.defaults(), KEY)).contains("$(./sallyport demo token)", "$(./sallyport demo code)");
    }

    private static String text(Ports ports, Path key) {
        return Commands.text(Endpoints.of(ports), new Commands.Files(key, NOTICES, DATA), Optional.empty());
    }
}
