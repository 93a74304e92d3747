package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * Which actions a statement can be about, as two sets in 64 bits: what stands before the colon has a bit in the upper half,
 * the whole action one in the lower. A request that lacks either is not meant; one that has both may be.
 *
 * @param bits with all upper bits when the statement can be about any vendor, and all lower ones when there is a wildcard
 * @param vendors {@link TextHash} of each vendor; empty when the statement can be about any
 */
record ActionFilter(long bits, List<Long> vendors) {
    private static final long ALL_VENDORS = 0xffff_ffff_0000_0000L;
    private static final long ALL_NAMES = 0xffff_ffffL;
    private static final ActionFilter ANY = new ActionFilter(ALL_VENDORS | ALL_NAMES, List.of());

    static ActionFilter of(boolean negated, Wildcard[] patterns) {
        if (negated) {
            return ANY;
        }
        long bits = 0;
        List<Long> vendors = new ArrayList<>(1);
        for (Wildcard pattern : patterns) {
            String prefix = pattern.literalPrefix();
            int colon = prefix.indexOf(':');
            if (colon < 0) {
                return ANY;
            }
            long vendor = TextHash.of(prefix, colon);
            bits |= vendorBit(vendor) | (pattern.isLiteral() ? nameBit(TextHash.of(prefix)) : ALL_NAMES);
            if (!vendors.contains(vendor)) {
                vendors.add(vendor);
            }
        }
        return new ActionFilter(bits, List.copyOf(vendors));
    }

    static long vendorBit(long vendor) {
        return 1L << (32 + TextHash.fiveBits(vendor));
    }

    static long nameBit(long action) {
        return 1L << TextHash.fiveBits(action);
    }

    /** Whether a statement with these bits may mean a request with those of its vendor and of its action. */
    static boolean mayMean(long statementBits, long requestBits) {
        return (statementBits & requestBits) == requestBits;
    }
}
