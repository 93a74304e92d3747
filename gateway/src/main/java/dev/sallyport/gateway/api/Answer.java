package dev.sallyport.gateway.api;

import dev.sallyport.gateway.auth.IssuedCredentials;
import dev.sallyport.protocol.ResultWriter;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an action answers.
 *
 * @param result writes the content of the {@code …Result} element
 * @param issued credentials in it, which leave only after their record is durable
 */
public record Answer(Consumer<ResultWriter> result, Optional<IssuedCredentials> issued) {
    public static Answer of(Consumer<ResultWriter> result) {
        return new Answer(result, Optional.empty());
    }

    public static Answer issuing(IssuedCredentials credentials, Consumer<ResultWriter> result) {
        return new Answer(result, Optional.of(credentials));
    }
}
