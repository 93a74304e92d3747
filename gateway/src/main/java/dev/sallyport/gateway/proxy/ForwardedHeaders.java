package dev.sallyport.gateway.proxy;

import dev.sallyport.forwarding.ReservedHeaders;
import dev.sallyport.sigv4.HeaderField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which header fields go on, in either direction. What is left keeps its order, spelling and value.
 *
 * <p>Fields that {@code Connection} names end here too (RFC 9110, 7.6.1), but not those that say where a message goes or
 * how long it is: a client must not be able to take these off.
 */
public final class ForwardedHeaders {
    /** The gateway frames what it forwards itself; an interim answer was already given. */
    private static final Set<String> OWN_FRAMING = Set.of("content-length", "expect");

    private static final Set<String> NOT_FOR_CONNECTION_TO_NAME = Set.of("host", "content-type", "content-encoding");

    private ForwardedHeaders() {}

    static List<HeaderField> toUpstream(List<HeaderField> fromClient) {
        Set<String> named = namedByConnection(fromClient);
        List<HeaderField> kept = new ArrayList<>();
        for (HeaderField field : fromClient) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (!ReservedHeaders.isWithheld(name)
                    && !ReservedHeaders.isHopByHop(name)
                    && !OWN_FRAMING.contains(name)
                    && !named.contains(name)) {
                kept.add(field);
            }
        }
        return kept;
    }

    public static List<HeaderField> toClient(List<HeaderField> fromUpstream) {
        Set<String> named = namedByConnection(fromUpstream);
        List<HeaderField> kept = new ArrayList<>();
        for (HeaderField field : fromUpstream) {
            String name = field.name().toLowerCase(Locale.ROOT);
            // What begins with our own prefix is said by the gateway alone, to clients as well.
            if (!ReservedHeaders.isHopByHop(name) && !ReservedHeaders.isOfTheGate(name) && !named.contains(name)) {
                kept.add(field);
            }
        }
        return kept;
    }

    private static Set<String> namedByConnection(List<HeaderField> fields) {
        Set<String> named = new HashSet<>();
        for (HeaderField field : fields) {
            if (field.name().equalsIgnoreCase("connection")) {
                for (String name : field.value().split(",", -1)) {
                    named.add(name.trim().toLowerCase(Locale.ROOT));
                }
            }
        }
        named.removeAll(NOT_FOR_CONNECTION_TO_NAME);
        return named;
    }
}
