package dev.sallyport.policy;

import java.util.Base64;

/** The form that an operator wants the policy's own values in. */
public enum LiteralForm {
    TEXT,
    NUMBER,
    DATE,
    BOOLEAN,
    BASE64,
    ADDRESS,
    ARN;

    public static LiteralForm of(Operator.Base base) {
        return switch (base.family()) {
            case STRING, STRING_IGNORING_CASE, STRING_LIKE -> TEXT;
            case NUMERIC -> NUMBER;
            case DATE -> DATE;
            case BOOL, NULL -> BOOLEAN;
            case BINARY -> BASE64;
            case IP_ADDRESS -> ADDRESS;
            case ARN -> ARN;
        };
    }

    /** Whether a literal without variables is in this form; what is not never matches. */
    public boolean fits(String literal) {
        return switch (this) {
            case TEXT -> true;
            case NUMBER -> PolicyNumber.parse(literal).isPresent();
            case DATE -> PolicyDate.parse(literal).isPresent();
            case BOOLEAN -> Operand.isTrue(literal) || literal.equalsIgnoreCase("false");
            case BASE64 -> isBase64(literal);
            case ADDRESS -> IpRange.ofPolicy(literal).isPresent();
            case ARN -> literal.equals("*") || literal.split(":", ArnPattern.PARTS).length == ArnPattern.PARTS;
        };
    }

    private static boolean isBase64(String literal) {
        try {
            Base64.getDecoder().decode(literal);
            return true;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
