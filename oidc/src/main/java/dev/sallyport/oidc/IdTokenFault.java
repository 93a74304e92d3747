package dev.sallyport.oidc;

import java.util.Optional;

/**
 * Why a web identity token is refused, as data: which rule it broke, what the rule wants and what the token has.
 *
 * @param expected what the configuration wants; for whoever may know it, never for strangers
 * @param actual the token's own value, made fit to be shown
 * @param sentence what was wrong and what to do, in the caller's own values alone
 */
public record IdTokenFault(Rule rule, Optional<String> expected, Optional<String> actual, String sentence) {
    /** What is asked of a token, in the order in which it is asked. */
    public enum Rule {
        /** One well-formed signed JWT that brings no key and no rules of its own. */
        FORM,
        /** {@code iss} is the issuer of a provider of the role's account. */
        ISSUER,
        /** {@code alg} is one of the provider's. */
        ALGORITHM,
        /** The issuer's keys can be had. */
        KEYS,
        /** They hold the one that {@code kid} names. */
        KEY_ID,
        SIGNATURE,
        /** Every claim that must be there is, and each is of its form. */
        CLAIMS,
        EXPIRY,
        ISSUED_AT,
        NOT_BEFORE,
        AGE,
        /** An ID token, and not another token of the same issuer. */
        TOKEN_TYPE,
        AUDIENCE,
        /** The issuer's claim of roles names the one that is asked for. */
        ROLES,
        /** The role takes each token once. */
        SINGLE_USE
    }
}
