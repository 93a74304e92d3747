package dev.sallyport.route;

import java.util.Locale;

/** The host a route answers to: one name, {@code *.example.com} for any name below, or {@code *}. Ports are ignored. */
public final class HostPattern implements Comparable<HostPattern> {
    private static final int MAX_LENGTH = 255;

    private final String text;

    private HostPattern(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException saying what is wrong with {@code text} */
    public static HostPattern parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String name = lower.startsWith("*.") ? lower.substring(2) : lower;
        if (!lower.equals("*") && !isName(name)) {
            throw new IllegalArgumentException(
                    "`" + text + "` is not a host name, `*.` and a host name, or `*` (and takes no port)");
        }
        return new HostPattern(lower);
    }

    /** @param hostHeader the value of the Host header as it arrived */
    public boolean matches(String hostHeader) {
        String host = withoutPort(hostHeader.toLowerCase(Locale.ROOT));
        if (text.equals("*")) {
            return true;
        }
        return text.startsWith("*.")
                ? host.endsWith(text.substring(1)) && host.length() > text.length() - 1
                : host.equals(text);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        boolean ipv6WithoutPort = host.endsWith("]");
        int end = colon < 0 || ipv6WithoutPort ? host.length() : colon;
        // `name.` is the same host as `name`: it must not slip past its routes to those of a less exact pattern.
        while (end > 0 && host.charAt(end - 1) == '.') {
            end--;
        }
        return host.substring(0, end);
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_LENGTH
                && !name.startsWith(".")
                && !name.contains("..")
                && name.chars()
                        .allMatch(
                                c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_');
    }

    private int rank() {
        return text.equals("*") ? 2 : text.startsWith("*.") ? 1 : 0;
    }

    /** The more exact pattern comes first. */
    @Override
    public int compareTo(HostPattern other) {
        if (rank() != other.rank()) {
            return Integer.compare(rank(), other.rank());
        }
        return text.length() != other.text.length()
                ? Integer.compare(other.text.length(), text.length())
                : text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostPattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
