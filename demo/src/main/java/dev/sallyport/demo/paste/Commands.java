package dev.sallyport.demo.paste;

import dev.sallyport.demo.tour.Cast;
import dev.sallyport.demo.tour.Endpoints;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The commands, in Markdown: under each heading {@code ## name} one fenced block, which works as it is from the root of the
 * checkout, at any time while the demo is up.
 */
public final class Commands {
    private static final String TEMPLATE = "commands.md";

    private Commands() {}

    /**
     * Files of the demo, as a shell at the root of the checkout names them.
     *
     * @param aliceSecretKey the secret of {@link Cast#ALICE_KEY}
     * @param notices that somebody took the break-glass role
     * @param data the data directory
     */
    public record Files(Path aliceSecretKey, Path notices, Path data) {}

    /** @param configuration what the demo was started with, if it was told */
    public static String text(Endpoints endpoints, Files files, Optional<Path> configuration) {
        String text = template();
        for (Map.Entry<String, String> value :
                values(endpoints, files, configuration).entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        return text;
    }

    private static Map<String, String> values(Endpoints endpoints, Files files, Optional<Path> configuration) {
        String option = configuration
                .map(file -> " --config " + quoted(file.toString()))
                .orElse("");
        return Map.ofEntries(
                Map.entry("api", endpoints.api().toString()),
                Map.entry("proxy", endpoints.proxy().toString()),
                Map.entry("payments", endpoints.payments().toString()),
                Map.entry("region", "us-east-1"),
                Map.entry("ci-role", Cast.CI_ROLE.toString()),
                Map.entry("break-glass-role", Cast.BREAK_GLASS_ROLE.toString()),
                Map.entry("alice-key", Cast.ALICE_KEY.value()),
                Map.entry("alice-phone", Cast.ALICE_PHONE.toString()),
                Map.entry("audience", Cast.AUDIENCE),
                Map.entry("alice-secret-key", quoted(files.aliceSecretKey().toString())),
                Map.entry("notices", quoted(files.notices().toString())),
                Map.entry("data", quoted(files.data().toString())),
                Map.entry("config", option));
    }

    // For a shell: nothing in single quotes has a meaning but the quote itself.
    private static String quoted(String text) {
        boolean plain = text.chars()
                .allMatch(c ->
                        c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "/._-".indexOf(c) >= 0);
        return plain ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String template() {
        try (InputStream in = Commands.class.getResourceAsStream(TEMPLATE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + TEMPLATE + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
