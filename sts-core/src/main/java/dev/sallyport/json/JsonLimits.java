package dev.sallyport.json;

/**
 * How large a document may be.
 *
 * @param maxLength bytes, or characters when the text is already decoded
 * @param maxDepth arrays and objects inside each other
 * @param maxNumberLength characters of one number; long numbers cost quadratic time in whoever converts them
 */
public record JsonLimits(int maxLength, int maxDepth, int maxNumberLength) {
    /** 1 MiB, 64 levels, numbers of 1,000 characters. */
    public static final JsonLimits DEFAULT = new JsonLimits(1 << 20, 64, 1000);

    public JsonLimits {
        if (maxLength < 1 || maxDepth < 1 || maxNumberLength < 1) {
            throw new IllegalArgumentException("a limit is at least 1");
        }
    }

    public JsonLimits withMaxLength(int length) {
        return new JsonLimits(length, maxDepth, maxNumberLength);
    }
}
