package dev.sallyport.protocol;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Takes the members of a result, in the order of the answer; which form they are written in is not the action's concern. */
public interface ResultWriter {
    ResultWriter element(String name, String value);

    /** Nothing at all for an absent value: an empty element would be an empty text. */
    default ResultWriter element(String name, Optional<String> value) {
        value.ifPresent(text -> element(name, text));
        return this;
    }

    ResultWriter element(String name, long value);

    ResultWriter element(String name, boolean value);

    /** The second the moment lies in. */
    ResultWriter element(String name, Instant value);

    ResultWriter structure(String name, Consumer<ResultWriter> content);

    /** An empty list is there too, as clients fail without it. */
    <T> ResultWriter list(String name, Collection<T> elements, BiConsumer<ResultWriter, T> content);
}
