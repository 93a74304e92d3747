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

    /**
     * The account of that number, with zeros before it.
     *
     * @throws IllegalArgumentException when the number has more than twelve digits
     */
    public static AccountId of(long number) {
        String digits = Long.toString(number);
        return new AccountId("0".repeat(Math.max(0, LENGTH - digits.length())) + digits);
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
