package dev.sallyport.gateway.server;

import dev.sallyport.gateway.api.HeldBody;
import dev.sallyport.gateway.http.BodyReader;
import dev.sallyport.gateway.http.Exchange;
import dev.sallyport.gateway.http.ReceivedBody;
import dev.sallyport.gateway.http.Source;
import dev.sallyport.sigv4.Sha256;
import java.util.Optional;

/** The body of one exchange, read when it is first asked for and given back when the exchange ends. */
final class ExchangeBody implements HeldBody, AutoCloseable {
    private final BodyReader reader;
    private final Exchange exchange;
    private final Source source;
    private final int maxBytes;
    private Optional<ReceivedBody> received = Optional.empty();
    private Optional<String> sha256 = Optional.empty();

    /** @param source whom the bytes are charged to while nobody knows whose they are */
    ExchangeBody(BodyReader reader, Exchange exchange, Source source, int maxBytes) {
        this.reader = reader;
        this.exchange = exchange;
        this.source = source;
        this.maxBytes = maxBytes;
    }

    @Override
    public byte[] bytes() {
        if (received.isEmpty()) {
            received = Optional.of(reader.read(exchange, source, maxBytes));
        }
        return received.get().bytes();
    }

    @Override
    public String sha256() {
        if (sha256.isEmpty()) {
            sha256 = Optional.of(Sha256.hex(bytes()));
        }
        return sha256.get();
    }

    @Override
    public void close() {
        received.ifPresent(ReceivedBody::close);
    }
}
