package dev.sallyport.gateway.http;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.policy.IpAddress;
import dev.sallyport.policy.IpRange;
import dev.sallyport.sigv4.RequestHead;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * The address that policies see as {@code aws:SourceIp}.
 *
 * <p>Without a terminator in front it is the peer, and {@code X-Forwarded-For} means nothing. Behind one, each hop has
 * written the address it saw at the right end of that header; what stands left of the first address that is not a hop was
 * written by the client. An entry that is not an address ends the search with no answer: nobody knows who wrote what
 * stands left of it. {@code Forwarded} and other headers are never read.
 */
public final class SourceAddress {
    private static final String FORWARDED_FOR = "x-forwarded-for";

    private final List<IpRange> terminators;

    private SourceAddress(List<IpRange> terminators) {
        this.terminators = List.copyOf(terminators);
    }

    /** For a listener that clients reach themselves. */
    public static SourceAddress direct() {
        return new SourceAddress(List.of());
    }

    /** For a listener that only TLS terminators in {@code ranges} may reach. */
    public static SourceAddress behind(List<IpRange> ranges) {
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("a terminator needs the ranges of its addresses");
        }
        return new SourceAddress(ranges);
    }

    /** @throws ApiException 403 when there is a terminator in front and {@code peer} is not it */
    public void requirePeer(InetAddress peer) {
        if (!terminators.isEmpty() && !isTerminator(addressOf(peer))) {
            throw new ApiException(
                    ApiError.ACCESS_DENIED,
                    "requests are taken from the configured TLS terminator alone",
                    "the peer `" + addressOf(peer) + "` is outside `terminator-addresses`");
        }
    }

    /** Empty when it is not known: then no condition on it is met. */
    public Optional<IpAddress> of(InetAddress peer, RequestHead head) {
        IpAddress peerAddress = addressOf(peer);
        if (!isTerminator(peerAddress)) {
            return Optional.of(peerAddress);
        }
        List<String> fields = head.values(FORWARDED_FOR);
        for (int i = fields.size() - 1; i >= 0; i--) {
            String field = fields.get(i);
            int end = field.length();
            while (end >= 0) {
                int comma = field.lastIndexOf(',', end - 1);
                Optional<IpAddress> hop = IpAddress.parse(trimmed(field.substring(comma + 1, end)));
                if (hop.isEmpty() || !isTerminator(hop.get())) {
                    return hop;
                }
                end = comma;
            }
        }
        return Optional.empty();
    }

    /** Whom the request is charged to: its source address, or the terminator that does not tell it. */
    public Source source(InetAddress peer, RequestHead head) {
        return Source.of(of(peer, head).orElse(addressOf(peer)));
    }

    private boolean isTerminator(IpAddress address) {
        return terminators.stream().anyMatch(range -> range.contains(address));
    }

    private static IpAddress addressOf(InetAddress address) {
        return IpAddress.ofBytes(address.getAddress());
    }

    // Optional whitespace of RFC 9110 is space and tab, nothing else.
    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
