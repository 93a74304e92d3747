package dev.sallyport.oidc;

import dev.sallyport.error.ApiError;
import dev.sallyport.oidc.IdTokenFault.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the refusal of a web identity token reads. Users search for AWS's texts, so each begins with one, to the letter; behind
 * it stands in brackets what was wrong with this token and what to do. That repeats the caller's own values alone: what a
 * provider is configured for is in the fault's data and the audit record.
 */
public final class IdTokenFaults {
    private static final String NOT_A_JWT =
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";
    private static final String NOT_VALIDATED =
            "The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity documentation for"
                    + " requirements.";
    // Two spaces after the comma, as AWS has it.
    private static final String NO_KEY =
            "Couldn't retrieve verification key from your identity provider,  please reference"
                    + " AssumeRoleWithWebIdentity documentation for requirements";
    private static final String UNREACHABLE =
            "The request could not be fulfilled because the identity provider (IDP) that was asked to verify the incoming"
                    + " identity token could not be reached. This is often a transient error caused by network conditions."
                    + " Retry the request a limited number of times so that you don't exceed the request rate. If the error"
                    + " persists, the identity provider might be down or not responding.";

    /** Longer values are cut where they are repeated. */
    private static final int MAX_SHOWN = 128;

    private IdTokenFaults() {}

    /**
     * The account of the role has no provider for this issuer.
     *
     * @param similar an issuer of that account that differs only in its last slash or its case
     */
    public static IdTokenRefusal noProvider(String issuer, Optional<String> similar) {
        String message = "No OpenIDConnect provider found in your account for " + visible(issuer);
        if (similar.isEmpty()) {
            return invalid(
                    message,
                    fault(
                            Rule.ISSUER,
                            Optional.empty(),
                            Optional.of(issuer),
                            "configure it in the account of the role"));
        }
        boolean slash = slashed(issuer) != slashed(similar.get());
        String difference = !slash
                ? "small and capital letters"
                : slashed(issuer)
                        ? "the slash at the end, which the token has"
                        : "the slash at the end, which the token lacks";
        return invalid(
                message,
                fault(
                        Rule.ISSUER,
                        similar,
                        Optional.of(issuer),
                        "there is one that differs only in " + difference
                                + "; write the provider's `issuer` exactly as tokens write `iss`"));
    }

    /** The keys of the issuer cannot be had, or hold none that can be used; trying again will not help. */
    public static IdTokenRefusal noVerificationKey(String reason) {
        return new IdTokenRefusal(
                ApiError.INVALID_IDENTITY_TOKEN,
                NO_KEY,
                reason,
                fault(Rule.KEYS, "the issuer's keys cannot be had; the operator's log says why"));
    }

    /** The issuer does not answer; SDKs try again. */
    public static IdTokenRefusal providerUnreachable(String reason) {
        return new IdTokenRefusal(
                ApiError.IDP_COMMUNICATION_ERROR,
                UNREACHABLE,
                reason,
                fault(Rule.KEYS, "the issuer does not answer; try again in a moment"));
    }

    /** The issuer's keys hold none for this token. */
    static IdTokenRefusal unknownKey(Optional<String> keyId, SignatureAlgorithm algorithm) {
        String sentence = keyId.map(id -> "the issuer has no " + algorithm + " key with the `kid` " + shown(id)
                        + "; get a new token, and if that does not help look whether it comes from this very issuer")
                .orElse("the token's header has no `kid`, and the issuer has other than one " + algorithm
                        + " key; have it write `kid`");
        return invalid(NO_KEY, fault(Rule.KEY_ID, Optional.empty(), keyId, sentence));
    }

    static IdTokenRefusal notAJwt(String reason) {
        return invalid(NOT_A_JWT, fault(Rule.FORM, reason));
    }

    static IdTokenRefusal unknownAlgorithm(String name) {
        return invalid(
                NOT_A_JWT,
                fault(
                        Rule.ALGORITHM,
                        Optional.of(SignatureAlgorithm.names()),
                        Optional.of(name),
                        "the header's `alg` is " + shown(name) + ", and only " + SignatureAlgorithm.names()
                                + " can be taken; have the issuer sign with one of them"));
    }

    static IdTokenRefusal algorithmNotAllowed(SignatureAlgorithm algorithm, Set<SignatureAlgorithm> allowed) {
        return invalid(
                NOT_VALIDATED,
                fault(
                        Rule.ALGORITHM,
                        Optional.of(allowed.stream().map(Enum::name).sorted().collect(Collectors.joining(", "))),
                        Optional.of(algorithm.name()),
                        "the token is signed with " + algorithm
                                + ", which the provider's `algorithms` do not have; have the"
                                + " issuer sign with another one, or add it there"));
    }

    static IdTokenRefusal otherIssuer(String claimed, Issuer configured) {
        return invalid(
                NOT_VALIDATED,
                fault(
                        Rule.ISSUER,
                        Optional.of(configured.text()),
                        Optional.of(claimed),
                        "the token is of the issuer " + shown(claimed) + ", which is another one than the provider's"));
    }

    static IdTokenRefusal signature() {
        return invalid(
                NOT_VALIDATED,
                fault(
                        Rule.SIGNATURE,
                        "the signature does not match the issuer's key: the token was changed on the way, cut off, or"
                                + " signed by somebody else"));
    }

    static IdTokenRefusal notValidated(String reason) {
        return invalid(NOT_VALIDATED, fault(Rule.CLAIMS, reason));
    }

    static IdTokenRefusal otherTokenType() {
        return invalid(
                NOT_A_JWT,
                fault(
                        Rule.TOKEN_TYPE,
                        "the claim `typ` says that this is not an ID token; send the ID token and no access or refresh token"));
    }

    /** Access tokens are often without {@code aud}; whoever sent one should hear which token to send instead. */
    static IdTokenRefusal missingClaim(String name) {
        String sentence = name.equals("aud") ? "every ID token has it; send the ID token and no access token" : "";
        return invalid("Missing a required claim: " + name, fault(Rule.CLAIMS, sentence));
    }

    static IdTokenRefusal emptyClaim(String name) {
        return invalid("Claim is not allowed to be empty: " + name, fault(Rule.CLAIMS, ""));
    }

    static IdTokenRefusal invalidTimestamp(String reason) {
        return invalid("Invalid timestamp in token claims.", fault(Rule.CLAIMS, reason));
    }

    static IdTokenRefusal issuedInTheFuture(Instant issuedAt, Instant now, Duration tolerance) {
        return invalid(
                "Token issued in the future: " + issuedAt.getEpochSecond(),
                fault(Rule.ISSUED_AT, latest(now, tolerance), at(issuedAt), ahead("`iat`", issuedAt, now, tolerance)));
    }

    /** AWS prints as "current" the latest time at which the token could have been valid by its tolerance. */
    static IdTokenRefusal notYetValid(Instant notBefore, Instant now, Duration tolerance) {
        return invalid(
                "Token not yet valid: current date/time " + now.plus(tolerance).getEpochSecond()
                        + " must be after or equal to the not-before date/time " + notBefore.getEpochSecond(),
                fault(
                        Rule.NOT_BEFORE,
                        latest(now, tolerance),
                        at(notBefore),
                        ahead("`nbf`", notBefore, now, tolerance)));
    }

    /** AWS prints as "current" the earliest time it could be by its tolerance. */
    static IdTokenRefusal expired(Instant expiresAt, Instant now, Duration tolerance) {
        return refusal(
                ApiError.EXPIRED_IDENTITY_TOKEN,
                "Token expired: current date/time " + now.minus(tolerance).getEpochSecond()
                        + " must be before the expiration date/time " + expiresAt.getEpochSecond(),
                fault(
                        Rule.EXPIRY,
                        Optional.of("after " + now.minus(tolerance)),
                        at(expiresAt),
                        "it expired " + shown(Duration.between(expiresAt, now)) + " ago, at " + expiresAt
                                + ", by a clock that says " + seconds(now) + "; get a new one from the issuer"));
    }

    static IdTokenRefusal tooOld(Instant issuedAt, Instant now, Duration maxAge) {
        return refusal(
                ApiError.EXPIRED_IDENTITY_TOKEN,
                "Token too old: " + issuedAt.getEpochSecond(),
                fault(
                        Rule.AGE,
                        Optional.of("after " + now.minus(maxAge)),
                        at(issuedAt),
                        "it was issued " + shown(Duration.between(issuedAt, now)) + " ago, at " + issuedAt
                                + ", and a token is taken for " + shown(maxAge)
                                + ", however long it says it lives; get a new one from the issuer"));
    }

    /** @param claim which one had to be a client id, {@code aud} or {@code azp} */
    static IdTokenRefusal audience(String claim, String candidate, List<String> clientIds) {
        return invalid(
                NOT_VALIDATED,
                fault(
                        Rule.AUDIENCE,
                        Optional.of(String.join(", ", clientIds)),
                        Optional.of(candidate),
                        "the token's `" + claim + "` is " + shown(candidate)
                                + ", which is none of the provider's `client-ids`;"
                                + " ask the issuer for a token for one of those, or add it there"));
    }

    static IdTokenRefusal audienceWithoutAuthorizedParty() {
        return invalid(
                "Token audience contains more than one audience while authorized party is not present",
                fault(Rule.AUDIENCE, "ask the issuer for a token for one audience"));
    }

    static IdTokenRefusal principalTags(String reason) {
        return invalid("principal_tags passed in claim is not in correct format.", fault(Rule.CLAIMS, reason));
    }

    static IdTokenRefusal rolesFormat(String reason) {
        return invalid("The roles claim is not in a supported format", fault(Rule.ROLES, reason));
    }

    static IdTokenRefusal noValidRoles() {
        return invalid("The roles claim contains no valid role ARNs", fault(Rule.ROLES, ""));
    }

    static IdTokenRefusal roleNotPresent() {
        return invalid(
                "The target role ARN is not present in the roles claim of the identity token", fault(Rule.ROLES, ""));
    }

    /** The role takes each token once, and this one has no id to know it by. */
    public static IdTokenRefusal noTokenId() {
        return invalid(
                NOT_VALIDATED,
                fault(
                        Rule.SINGLE_USE,
                        "the role takes each token once (`single-use-tokens`), and this one has no `jti` to know it by;"
                                + " have the issuer write one"));
    }

    /** The role takes each token once, and this one was used. */
    public static IdTokenRefusal usedBefore(String tokenId, Instant usedAt) {
        return invalid(
                NOT_VALIDATED,
                fault(
                        Rule.SINGLE_USE,
                        Optional.empty(),
                        Optional.of(tokenId),
                        "the role takes each token once (`single-use-tokens`), and the one with the `jti` "
                                + shown(tokenId) + " was used at " + seconds(usedAt)
                                + "; get a new one from the issuer for each call"));
    }

    private static String ahead(String claim, Instant time, Instant now, Duration tolerance) {
        return "its " + claim + " is " + time + ", " + shown(Duration.between(now, time))
                + " ahead of a clock that says "
                + seconds(now) + ", and " + shown(tolerance)
                + " are tolerated; set the clock of the issuer or of the gateway right";
    }

    private static Optional<String> latest(Instant now, Duration tolerance) {
        return Optional.of("at or before " + now.plus(tolerance));
    }

    private static Optional<String> at(Instant time) {
        return Optional.of(time.toString());
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static boolean slashed(String issuer) {
        return issuer.endsWith("/");
    }

    /** {@code 3 d 2 h}, {@code 1 h 5 min}, {@code 40 s}: the two largest units. */
    private static String shown(Duration duration) {
        long[] amounts = {duration.toDays(), duration.toHoursPart(), duration.toMinutesPart(), duration.toSecondsPart()
        };
        String[] units = {"d", "h", "min", "s"};
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < units.length && parts.size() < 2; i++) {
            if (amounts[i] > 0) {
                parts.add(amounts[i] + " " + units[i]);
            }
        }
        return parts.isEmpty() ? "less than 1 s" : String.join(" ", parts);
    }

    /** A value of the token in a text: short, and without characters that do not show or would end the quotation. */
    private static String shown(String value) {
        return "`" + fit(value) + "`";
    }

    private static String fit(String value) {
        StringBuilder start = new StringBuilder();
        value.codePoints().limit(MAX_SHOWN).forEach(start::appendCodePoint);
        String shown = visible(start.toString()).replace('`', '\ufffd');
        return start.length() < value.length() ? shown + "…" : shown;
    }

    /** One line for terminals, logs and eyes: names of claims are the token's own as well. */
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> visible.appendCodePoint(IdTokenClaims.shows(c) ? c : '\ufffd'));
        return visible.toString();
    }

    private static IdTokenFault fault(Rule rule, String sentence) {
        return fault(rule, Optional.empty(), Optional.empty(), sentence);
    }

    private static IdTokenFault fault(Rule rule, Optional<String> expected, Optional<String> actual, String sentence) {
        return new IdTokenFault(rule, expected, actual.map(IdTokenFaults::fit), visible(sentence));
    }

    private static IdTokenRefusal invalid(String message, IdTokenFault fault) {
        return refusal(ApiError.INVALID_IDENTITY_TOKEN, message, fault);
    }

    private static IdTokenRefusal refusal(ApiError error, String message, IdTokenFault fault) {
        String whole = fault.sentence().isEmpty() ? message : message + " (" + fault.sentence() + ")";
        String reason =
                fault.expected().map(wanted -> whole + "; expected: " + wanted).orElse(whole);
        return new IdTokenRefusal(error, whole, reason, fault);
    }
}
