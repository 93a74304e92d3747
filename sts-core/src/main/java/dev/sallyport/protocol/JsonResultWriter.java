package dev.sallyport.protocol;

import dev.sallyport.json.JsonWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Writes the members of an answer as JSON, moments as seconds since 1970. */
final class JsonResultWriter implements ResultWriter {
    private final JsonWriter json;

    JsonResultWriter(JsonWriter json) {
        this.json = json;
    }

    @Override
    public ResultWriter element(String name, String value) {
        json.field(name, value);
        return this;
    }

    @Override
    public ResultWriter element(String name, long value) {
        json.field(name, value);
        return this;
    }

    @Override
    public ResultWriter element(String name, boolean value) {
        json.field(name, value);
        return this;
    }

    @Override
    public ResultWriter element(String name, Instant value) {
        return element(name, value.getEpochSecond());
    }

    @Override
    public ResultWriter structure(String name, Consumer<ResultWriter> content) {
        json.name(name);
        object(content);
        return this;
    }

    @Override
    public <T> ResultWriter list(String name, Collection<T> elements, BiConsumer<ResultWriter, T> content) {
        json.name(name).beginArray();
        elements.forEach(element -> object(member -> content.accept(member, element)));
        json.endArray();
        return this;
    }

    void object(Consumer<ResultWriter> content) {
        json.beginObject();
        content.accept(this);
        json.endObject();
    }
}
