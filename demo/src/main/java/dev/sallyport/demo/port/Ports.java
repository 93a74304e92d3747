package dev.sallyport.demo.port;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** The port of each listener. */
public final class Ports {
    private static final int LAST_PORT = 65_535;

    private final EnumMap<Listener, Integer> ports;

    private Ports(EnumMap<Listener, Integer> ports) {
        this.ports = ports;
    }

    /** The ports of the demo's configuration. */
    public static Ports defaults() {
        EnumMap<Listener, Integer> ports = new EnumMap<>(Listener.class);
        for (Listener listener : Listener.values()) {
            ports.put(listener, listener.defaultPort());
        }
        return new Ports(ports);
    }

    /** @throws IllegalArgumentException unless there is a port for every listener */
    public static Ports of(Map<Listener, Integer> ports) {
        if (!ports.keySet().containsAll(Set.of(Listener.values()))) {
            throw new IllegalArgumentException("each listener needs a port");
        }
        return new Ports(new EnumMap<>(ports));
    }

    /**
     * A port given by option is taken as it is; a default one that is not free gives way to the next free port that is
     * nobody else's.
     *
     * @param given the ports given by option
     * @throws PortTakenException when a given port is not free, is given twice, or no port is left
     */
    public static Ports choose(Map<Listener, Integer> given, IntPredicate isFree) {
        Map<Integer, Listener> givenTo = new HashMap<>();
        given.forEach((listener, port) -> {
            Listener other = givenTo.put(port, listener);
            if (other != null) {
                throw new PortTakenException("port " + port + " is given to " + other.option() + " and to "
                        + listener.option() + ": give each its own");
            }
            if (!isFree.test(port)) {
                throw new PortTakenException("port " + port + ", given by " + listener.option()
                        + ", is taken: stop what listens there, or give another port");
            }
        });
        Set<Integer> spokenFor = new HashSet<>(givenTo.keySet());
        for (Listener listener : Listener.values()) {
            spokenFor.add(listener.defaultPort());
        }
        EnumMap<Listener, Integer> ports = new EnumMap<>(Listener.class);
        for (Listener listener : Listener.values()) {
            Integer port = given.get(listener);
            if (port == null) {
                port = givenTo.containsKey(listener.defaultPort()) || !isFree.test(listener.defaultPort())
                        ? next(listener, spokenFor, isFree)
                        : listener.defaultPort();
                spokenFor.add(port);
            }
            ports.put(listener, port);
        }
        return new Ports(ports);
    }

    public int of(Listener listener) {
        Integer port = ports.get(listener);
        if (port == null) {
            throw new IllegalStateException(listener + " has no port");
        }
        return port;
    }

    public boolean isDefault(Listener listener) {
        return of(listener) == listener.defaultPort();
    }

    /** The listeners that are not where the configuration says. */
    public List<Listener> moved() {
        List<Listener> moved = new ArrayList<>(ports.keySet());
        moved.removeIf(this::isDefault);
        return moved;
    }

    private static int next(Listener listener, Set<Integer> spokenFor, IntPredicate isFree) {
        for (int port = listener.defaultPort() + 1; port <= LAST_PORT; port++) {
            if (!spokenFor.contains(port) && isFree.test(port)) {
                return port;
            }
        }
        throw new PortTakenException("no port from " + listener.defaultPort() + " on is free for " + listener.title()
                + ": give one by " + listener.option());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ports that && ports.equals(that.ports);
    }

    @Override
    public int hashCode() {
        return ports.hashCode();
    }

    @Override
    public String toString() {
        return ports.toString();
    }
}
