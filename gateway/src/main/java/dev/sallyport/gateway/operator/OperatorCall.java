package dev.sallyport.gateway.operator;

import dev.sallyport.json.JsonWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One call of a command: what was asked, when, and where its answer goes, line by line. */
public final class OperatorCall {
    private final Map<String, String> arguments;
    private final String who;
    private final Instant now;
    private final Consumer<String> lines;

    OperatorCall(Map<String, String> arguments, String who, Instant now, Consumer<String> lines) {
        this.arguments = Map.copyOf(arguments);
        this.who = who;
        this.now = now;
        this.lines = lines;
    }

    public Optional<String> argument(String name) {
        return Optional.ofNullable(arguments.get(name));
    }

    /** The user of this machine who gave it. */
    public String who() {
        return who;
    }

    public Instant now() {
        return now;
    }

    /** Answers one line; {@code members} are written into an object of their own. */
    public void answer(Consumer<JsonWriter> members) {
        JsonWriter json = new JsonWriter().beginObject();
        members.accept(json);
        lines.accept(json.endObject().text());
    }

    /** Without the arguments: some are secrets. */
    @Override
    public String toString() {
        return "OperatorCall[" + now + "]";
    }
}
