package dev.sallyport.route;

import java.util.List;

/**
 * The operations of one API under one host pattern.
 *
 * @param service the name that the credential scope of every request here must carry
 * @param longTermKeys whether a user's own access key is taken, not only a session
 */
public record Route(String name, HostPattern host, String service, boolean longTermKeys, List<Operation> operations) {
    public Route {
        operations = List.copyOf(operations);
    }
}
