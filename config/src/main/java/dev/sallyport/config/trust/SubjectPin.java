package dev.sallyport.config.trust;

import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a value that a condition compares a claim with can only be met by tokens of one owner. */
final class SubjectPin {
    static final String SUBJECT = "sub";

    private SubjectPin() {}

    /**
     * Why {@code value} does not pin {@code claim}; empty when it does. A wildcard counts whatever the operator makes of
     * it: in a StringEquals it is a mistake.
     *
     * @param claim {@code sub} or one of the issuer's identity claims
     */
    static Optional<String> problem(SharedIssuer issuer, String claim, String value) {
        if (value.isBlank()) {
            return Optional.of("the value is empty");
        }
        if (value.contains("${")) {
            return Optional.of("`" + value + "` holds a variable, which the caller may fill");
        }
        int wildcard = firstWildcard(value);
        Optional<OwnerForm> form = claim.equals(SUBJECT)
                ? issuer.forms().stream().filter(f -> f.fits(value)).findFirst()
                : Optional.empty();
        if (form.isPresent()) {
            return problemOfOwner(form.get(), value, wildcard);
        }
        if (claim.equals(SUBJECT) && issuer.formsOnly()) {
            return Optional.of("`" + value + "` does not begin with its owner, as " + forms(issuer) + " do");
        }
        return wildcard < 0
                ? Optional.empty()
                : Optional.of("`" + value + "` holds a wildcard, and where its owner's name ends is not known");
    }

    private static Optional<String> problemOfOwner(OwnerForm form, String value, int wildcard) {
        int ownerStart = form.label().length();
        int ownerEnd = value.indexOf(form.end(), ownerStart);
        boolean wildcardInOwner = wildcard >= 0 && (ownerEnd < 0 || wildcard < ownerEnd);
        if (wildcardInOwner) {
            return Optional.of("`" + value + "` has a wildcard before the owner's name ends; write `" + form + "*`");
        }
        String owner = ownerEnd < 0 ? value.substring(ownerStart) : value.substring(ownerStart, ownerEnd);
        return owner.isBlank() ? Optional.of("`" + value + "` names no owner") : Optional.empty();
    }

    private static int firstWildcard(String value) {
        int star = value.indexOf('*');
        int question = value.indexOf('?');
        return star < 0 ? question : question < 0 ? star : Math.min(star, question);
    }

    static String forms(SharedIssuer issuer) {
        return issuer.forms().stream().map(form -> "`" + form + "…`").collect(Collectors.joining(", "));
    }
}
