package dev.sallyport.identity;

/**
 * An Amazon Resource Name: {@code arn:partition:service:region:account:resource}. The resource may hold colons.
 *
 * <p>An {@code Arn} names one thing: no part of it is ever read as a pattern.
 */
public record Arn(String partition, String service, String region, String account, String resource) {
    /** The longest ARN in the STS and IAM service models ({@code arnType}). */
    public static final int MAX_LENGTH = 2048;

    private static final int PARTS = 6;

    /** @throws IllegalArgumentException when a part is missing or holds anything but visible ASCII, or a colon too early */
    public Arn {
        requirePart("partition", partition, false);
        requirePart("service", service, false);
        requirePart("region", region, true);
        requirePart("account", account, true);
        if (resource.isEmpty() || !resource.chars().allMatch(Arn::isVisibleAscii)) {
            throw new IllegalArgumentException("an ARN ends in a resource of visible ASCII characters");
        }
    }

    /** @throws IllegalArgumentException when {@code text} is not an ARN of at most {@link #MAX_LENGTH} characters */
    public static Arn parse(String text) {
        String[] parts = text.split(":", PARTS);
        if (text.length() > MAX_LENGTH || parts.length != PARTS || !parts[0].equals("arn")) {
            throw new IllegalArgumentException("an ARN is `arn:partition:service:region:account:resource` in at most "
                    + MAX_LENGTH + " characters");
        }
        return new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]);
    }

    /** {@code arn:aws:iam::account:resource}. */
    public static Arn iam(AccountId account, String resource) {
        return new Arn("aws", "iam", "", account.digits(), resource);
    }

    /** {@code arn:aws:sts::account:resource}. */
    public static Arn sts(AccountId account, String resource) {
        return new Arn("aws", "sts", "", account.digits(), resource);
    }

    private static void requirePart(String name, String value, boolean mayBeEmpty) {
        if ((value.isEmpty() && !mayBeEmpty) || !value.chars().allMatch(c -> isVisibleAscii(c) && c != ':')) {
            throw new IllegalArgumentException("the " + name + " of an ARN is missing or malformed");
        }
    }

    private static boolean isVisibleAscii(int c) {
        return c > ' ' && c < 0x7f;
    }

    @Override
    public String toString() {
        return "arn:" + partition + ':' + service + ':' + region + ':' + account + ':' + resource;
    }
}
