package dev.sallyport.policy;

/** A hash of text that grows character by character, so that the hashes of all prefixes of a text come with its own. */
final class TextHash {
    /** The hash of no text. */
    static final long EMPTY = 0x2545_F491_4F6C_DD1DL;

    private static final long FACTOR = 0x5851_F42D_4C95_7F2DL;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private TextHash() {}

    /** A rotation and an exclusive or: the product does not wait for the character before. */
    static long add(long hash, char c) {
        return Long.rotateLeft(hash, 7) ^ ((c + 1) * FACTOR);
    }

    static long of(String text) {
        return of(text, text.length());
    }

    /** Of the first {@code length} characters. */
    static long of(String text, int length) {
        long hash = EMPTY;
        for (int i = 0; i < length; i++) {
            hash = add(hash, text.charAt(i));
        }
        return hash;
    }

    /** One hash of two. */
    static long pair(long a, long b) {
        return (a ^ Long.rotateLeft(b * SPREAD, 32)) * SPREAD;
    }

    /** A number from 0 to 31. */
    static int fiveBits(long hash) {
        return spread(hash) >>> 27;
    }

    /** 32 bits that each depend on all of the hash. */
    static int spread(long hash) {
        return (int) ((hash ^ (hash >>> 32)) * SPREAD >>> 32);
    }
}
