package dev.sallyport.oidc;

import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The claims of a token whose signature is verified, read strictly: a claim of the wrong type refuses the token. */
final class IdTokenClaims {
    /** Real tokens have about 40. */
    static final int MAX_CLAIMS = 256;

    /** Of a name and of {@code sub}, as SAML and the STS service model limit subjects. */
    static final int MAX_SUBJECT_LENGTH = 255;

    private static final int MAX_NAME_LENGTH = 256;
    private static final int MAX_TIMESTAMP_DIGITS = 12;

    private final JsonObject claims;

    private IdTokenClaims(JsonObject claims) {
        this.claims = claims;
    }

    static IdTokenClaims of(JsonObject claims) {
        if (claims.members().size() > MAX_CLAIMS) {
            throw IdTokenFaults.notValidated("the token has more than " + MAX_CLAIMS + " claims");
        }
        // Condition keys ignore case, so of `groups` and `Groups` one would decide and nobody could say which.
        Set<String> lowerNames = new HashSet<>();
        for (JsonObject.Member claim : claims.members()) {
            if (claim.name().length() > MAX_NAME_LENGTH) {
                throw IdTokenFaults.notValidated("the token has a claim name longer than " + MAX_NAME_LENGTH);
            }
            if (!lowerNames.add(claim.name().toLowerCase(Locale.ROOT))) {
                throw IdTokenFaults.notValidated("two claims have the name `" + claim.name() + "`, but for case");
            }
        }
        return new IdTokenClaims(claims);
    }

    JsonObject all() {
        return claims;
    }

    Optional<JsonNode> get(String name) {
        return claims.get(name);
    }

    void requirePresent(String... names) {
        for (String name : names) {
            if (!claims.contains(name)) {
                throw IdTokenFaults.missingClaim(name);
            }
        }
    }

    /** The claim, if it is a string; one of another type is as good as absent, so nothing may depend on it. */
    Optional<String> optionalString(String name) {
        return claims.get(name).orElse(null) instanceof JsonString string
                ? Optional.of(string.value())
                : Optional.empty();
    }

    Instant timestamp(String name) {
        return optionalTimestamp(name).orElseThrow(() -> IdTokenFaults.missingClaim(name));
    }

    /** Whole seconds, written with digits alone: no fraction, no exponent, no string, nothing that could overflow. */
    Optional<Instant> optionalTimestamp(String name) {
        Optional<JsonNode> claim = claims.get(name);
        if (claim.isEmpty()) {
            return Optional.empty();
        }
        if (claim.get() instanceof JsonNumber number
                && number.text().length() <= MAX_TIMESTAMP_DIGITS
                && number.text().chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(number.text())));
        }
        throw IdTokenFaults.invalidTimestamp("the claim `" + name + "` is not a whole number of seconds");
    }

    /**
     * Keycloak signs access, refresh and logout tokens with the same keys and the header of an ID token, and tells them
     * apart by this claim.
     */
    void requireTokenType() {
        Optional<JsonNode> typ = claims.get("typ");
        if (typ.isPresent()
                && !(typ.get() instanceof JsonString string
                        && (string.value().equalsIgnoreCase("ID")
                                || string.value().equalsIgnoreCase("JWT")))) {
            throw IdTokenFaults.otherTokenType();
        }
    }

    /**
     * The claim {@code sub}. Trust policies and people compare it by how it looks, so characters that do not show (control
     * and format characters, space at either end) are refused, and so are those that XML cannot carry.
     */
    String subject() {
        if (!(claims.get("sub").orElse(null) instanceof JsonString string)) {
            throw IdTokenFaults.notValidated("the claim `sub` is not a string");
        }
        String subject = string.value();
        if (subject.isEmpty()) {
            throw IdTokenFaults.emptyClaim("sub");
        }
        if (subject.length() > MAX_SUBJECT_LENGTH) {
            throw IdTokenFaults.notValidated("the claim `sub` is longer than " + MAX_SUBJECT_LENGTH + " characters");
        }
        if (!subject.codePoints().allMatch(IdTokenClaims::shows)
                || isSpace(subject.codePointAt(0))
                || isSpace(subject.codePointBefore(subject.length()))) {
            throw IdTokenFaults.notValidated("the claim `sub` holds characters that do not show");
        }
        return subject;
    }

    private static boolean isSpace(int c) {
        return Character.isSpaceChar(c) || Character.isWhitespace(c);
    }

    /** Whether the character shows in a text, and as itself. */
    static boolean shows(int c) {
        boolean noncharacter = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
        return !noncharacter
                && switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }
}
