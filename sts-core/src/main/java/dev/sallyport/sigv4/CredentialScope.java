package dev.sallyport.sigv4;

import dev.sallyport.error.ApiException;

/**
 * For which day, region and service a signing key was derived.
 *
 * @param date {@code yyyyMMdd}
 */
public record CredentialScope(String date, String region, String service) {
    static final String TERMINATOR = "aws4_request";

    private static final int DATE_LENGTH = 8;
    private static final int MAX_NAME_LENGTH = 64;

    /** @throws ApiException when the date is not eight ASCII digits, or region or service is empty or over 64 characters */
    public CredentialScope {
        if (date.length() != DATE_LENGTH || !date.chars().allMatch(Ascii::isDigit)) {
            throw Refusal.incomplete("the date of the credential scope is `yyyyMMdd`, not `" + date + "`");
        }
        if (!isName(region)) {
            throw Refusal.mismatch("Credential should be scoped to a valid Region, not '" + region + "'. ");
        }
        if (!isName(service)) {
            throw Refusal.incomplete(
                    "the service of the credential scope is letters, digits and hyphens, not `" + service + "`");
        }
    }

    /** As it stands in the string to sign: {@code date/region/service/aws4_request}. */
    public String text() {
        return date + '/' + region + '/' + service + '/' + TERMINATOR;
    }

    // Parts become keys of caches and fields of logs, so they hold nothing that could be read as a separator.
    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_NAME_LENGTH
                && text.chars().allMatch(c -> Ascii.isLetterOrDigit(c) || c == '-' || c == '_');
    }

    @Override
    public String toString() {
        return text();
    }
}
