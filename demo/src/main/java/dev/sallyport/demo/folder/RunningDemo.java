package dev.sallyport.demo.folder;

import dev.sallyport.demo.port.Listener;
import dev.sallyport.demo.port.Ports;
import dev.sallyport.gateway.files.OwnerOnly;
import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonSyntaxException;
import dev.sallyport.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a demo that is up leaves for the commands that ask it.
 *
 * @param data where its gateway keeps what it remembers
 */
public record RunningDemo(Ports ports, Path data) {
    private static final int MAX_BYTES = 16 * 1024;
    private static final String DATA = "data";

    /** The demo that was started last and not stopped, if there is one. It may have been killed since. */
    public static Optional<RunningDemo> read(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Json.parse(OwnerOnly.read(file, MAX_BYTES), JsonLimits.DEFAULT) instanceof JsonObject object
                    ? of(object)
                    : Optional.empty();
        } catch (JsonSyntaxException | NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    public void write(Path file) {
        JsonWriter json = new JsonWriter().beginObject();
        for (Listener listener : Listener.values()) {
            json.field(name(listener), ports.of(listener));
        }
        String text = json.field(DATA, data.toString()).endObject().text() + "\n";
        OwnerOnly.replace(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Forgets this demo, unless another has been started since. */
    public void erase(Path file) {
        if (read(file).filter(this::equals).isPresent()) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Optional<RunningDemo> of(JsonObject object) {
        Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
        for (Listener listener : Listener.values()) {
            Optional<JsonNode> port = object.get(name(listener));
            if (port.isEmpty() || !(port.get() instanceof JsonNumber number)) {
                return Optional.empty();
            }
            ports.put(listener, Integer.parseInt(number.text()));
        }
        return object.get(DATA)
                .flatMap(data -> data instanceof JsonString text ? Optional.of(text.value()) : Optional.empty())
                .map(data -> new RunningDemo(Ports.of(ports), Path.of(data)));
    }

    private static String name(Listener listener) {
        return listener.name().toLowerCase(Locale.ROOT);
    }
}
