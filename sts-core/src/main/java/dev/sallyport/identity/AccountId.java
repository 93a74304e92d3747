package dev.sallyport.identity;

/** An account: twelve ASCII digits. */
public record AccountId(String digits) {
    private static final int LENGTH = 12;

    /** @throws IllegalArgumentException unless {@code digits} is twelve ASCII digits */
    public AccountId {
        if (!isValid(digits)) {
            throw new IllegalArgumentException("an account id is 12 digits, not `" + digits + "`");
        }
    }

    public static boolean isValid(String text) {
        return text.length() == LENGTH && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The ARN that stands for the whole account in a policy. There is no root user behind it. */
    public Arn rootArn() {
        return Arn.iam(this, "root");
    }

    @Override
    public String toString() {
        return digits;
    }
}
