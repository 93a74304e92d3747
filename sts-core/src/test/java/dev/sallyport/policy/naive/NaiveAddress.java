package dev.sallyport.policy.naive;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An address or a range of them, as bits. */
record NaiveAddress(BigInteger bits, int width, int prefix) {
    private static final BigInteger MAPPED = BigInteger.valueOf(0xffff);

    /** An address of a request; IPv4 in IPv6 counts as IPv4. Null when it is none. */
    static @Nullable NaiveAddress address(String text) {
        NaiveAddress parsed = text.contains(":") ? six(text) : four(text);
        return parsed != null
                        && parsed.width == 128
                        && parsed.bits.shiftRight(32).equals(MAPPED)
                ? new NaiveAddress(parsed.bits.and(BigInteger.valueOf(0xffffffffL)), 32, 32)
                : parsed;
    }

    /** A range of a policy; null when it is none, which an IPv6 range with bits behind its prefix is too. */
    static @Nullable NaiveAddress range(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        NaiveAddress parsed = address.contains(":") ? six(address) : four(address);
        if (parsed == null) {
            return null;
        }
        String length = slash < 0 ? Integer.toString(parsed.width) : text.substring(slash + 1);
        if (length.isEmpty() || length.length() > 3 || !length.chars().allMatch(Character::isDigit)) {
            return null;
        }
        int prefix = Integer.parseInt(length);
        if (prefix > parsed.width) {
            return null;
        }
        int hostBits = parsed.width - prefix;
        BigInteger network = parsed.bits.shiftRight(hostBits).shiftLeft(hostBits);
        if (parsed.width == 128 && !network.equals(parsed.bits)) {
            return null;
        }
        return new NaiveAddress(network, parsed.width, prefix);
    }

    boolean holds(NaiveAddress address) {
        return width == address.width
                && bits.equals(address.bits.shiftRight(width - prefix).shiftLeft(width - prefix));
    }

    private static @Nullable NaiveAddress four(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        BigInteger bits = BigInteger.ZERO;
        for (String part : parts) {
            if (part.isEmpty()
                    || part.length() > 3
                    || !part.chars().allMatch(Character::isDigit)
                    || Integer.parseInt(part) > 255) {
                return null;
            }
            bits = bits.shiftLeft(8).or(new BigInteger(part));
        }
        return new NaiveAddress(bits, 32, 32);
    }

    private static @Nullable NaiveAddress six(String text) {
        int gap = text.indexOf("::");
        List<Integer> head = groups(gap < 0 ? text : text.substring(0, gap));
        List<Integer> tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        if (head == null || tail == null || head.size() + tail.size() > 8 || (gap < 0 && head.size() != 8)) {
            return null;
        }
        List<Integer> all = new ArrayList<>(head);
        while (all.size() + tail.size() < 8) {
            all.add(0);
        }
        all.addAll(tail);
        BigInteger bits = BigInteger.ZERO;
        for (int group : all) {
            bits = bits.shiftLeft(16).or(BigInteger.valueOf(group));
        }
        return new NaiveAddress(bits, 128, 128);
    }

    /** The groups of one side of the gap; the last may be written as an IPv4 address. */
    private static @Nullable List<Integer> groups(String text) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return groups;
        }
        for (String part : text.split(":", -1)) {
            NaiveAddress four = part.contains(".") ? four(part) : null;
            if (four != null) {
                groups.add(four.bits.shiftRight(16).intValue());
                groups.add(four.bits.intValue() & 0xffff);
            } else if (part.isEmpty()
                    || part.length() > 4
                    || !part.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
                return null;
            } else {
                groups.add(Integer.parseInt(part, 16));
            }
        }
        return groups;
    }
}
