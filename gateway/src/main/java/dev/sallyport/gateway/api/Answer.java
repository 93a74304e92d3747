package dev.sallyport.gateway.api;

import dev.sallyport.gateway.auth.IssuedCredentials;
import dev.sallyport.protocol.XmlWriter;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an action answers.
 *
 * @param result writes the content of the {@code …Result} element
 * @param issued credentials in it, which leave only after their record is durable
 */
public record Answer(Consumer<XmlWriter> result, Optional<IssuedCredentials> issued) {
    public static Answer of(Consumer<XmlWriter> result) {
        return new Answer(result, Optional.empty());
    }

    public static Answer issuing(IssuedCredentials credentials, Consumer<XmlWriter> result) {
        return new Answer(result, Optional.of(credentials));
    }
}
