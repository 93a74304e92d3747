package dev.sallyport.oidc;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tag;
import dev.sallyport.identity.Tags;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an issuer asks of the session through claims that begin with {@code https://aws.amazon.com/}: session tags, a source
 * identity, and the only roles the token is for (IAM guide, "Passing session tags in AWS STS"). A claim of that name space
 * that we do not know refuses the token: it may be a restriction.
 */
record AwsClaims(Tags tags, Set<String> transitiveTagKeys, Optional<String> sourceIdentity, Optional<Set<Arn>> roles) {
    private static final String NAME_SPACE = "https://aws.amazon.com/";
    private static final String TAGS = NAME_SPACE + "tags";
    private static final String PRINCIPAL_TAG = TAGS + "/principal_tags/";
    private static final String TRANSITIVE_TAG_KEYS = TAGS + "/transitive_tag_keys";
    private static final String SOURCE_IDENTITY = NAME_SPACE + "source_identity";
    private static final String ROLES = NAME_SPACE + "roles";

    // STS service model: tagListType, tagKeyType, tagValueType, sourceIdentityType.
    private static final int MAX_TAGS = 50;
    private static final int MAX_TAG_KEY_LENGTH = 128;
    private static final int MAX_TAG_VALUE_LENGTH = 256;
    private static final int MIN_SOURCE_IDENTITY_LENGTH = 2;
    private static final int MAX_SOURCE_IDENTITY_LENGTH = 64;
    private static final String RESERVED = "aws:";

    AwsClaims {
        transitiveTagKeys = Set.copyOf(transitiveTagKeys);
        roles = roles.map(Set::copyOf);
    }

    static AwsClaims of(IdTokenClaims claims) {
        List<Tag> tags = new ArrayList<>();
        List<String> transitive = new ArrayList<>();
        Optional<String> sourceIdentity = Optional.empty();
        Optional<Set<Arn>> roles = Optional.empty();
        for (JsonObject.Member claim : claims.all().members()) {
            String name = claim.name();
            if (name.equals(TAGS)) {
                readNested(claim.value(), tags, transitive);
            } else if (name.startsWith(PRINCIPAL_TAG)) {
                tags.add(tag(name.substring(PRINCIPAL_TAG.length()), string(claim.value())));
            } else if (name.equals(TRANSITIVE_TAG_KEYS)) {
                transitive.addAll(strings(claim.value()));
            } else if (name.equals(SOURCE_IDENTITY)) {
                sourceIdentity = Optional.of(sourceIdentity(claim.value()));
            } else if (name.equals(ROLES)) {
                roles = Optional.of(roles(claim.value()));
            } else if (name.startsWith(NAME_SPACE)) {
                throw IdTokenFaults.notValidated("the claim `" + name + "` is not supported");
            }
        }
        return new AwsClaims(distinct(tags), transitiveOf(transitive, tags), sourceIdentity, roles);
    }

    // {"principal_tags": {"team": ["red"]}, "transitive_tag_keys": ["team"]}
    private static void readNested(JsonNode value, List<Tag> tags, List<String> transitive) {
        if (!(value instanceof JsonObject object)) {
            throw IdTokenFaults.principalTags("the claim `" + TAGS + "` is not an object");
        }
        for (JsonObject.Member member : object.members()) {
            switch (member.name()) {
                case "principal_tags" -> tags.addAll(nestedTags(member.value()));
                case "transitive_tag_keys" -> transitive.addAll(strings(member.value()));
                default -> throw IdTokenFaults.principalTags("the claim `" + TAGS + "` has members it does not define");
            }
        }
    }

    private static List<Tag> nestedTags(JsonNode value) {
        if (!(value instanceof JsonObject object)) {
            throw IdTokenFaults.principalTags("`principal_tags` is not an object");
        }
        List<Tag> tags = new ArrayList<>();
        for (JsonObject.Member member : object.members()) {
            List<String> values = strings(member.value());
            if (values.size() != 1) {
                throw IdTokenFaults.principalTags("a value in `principal_tags` is not an array of one string");
            }
            tags.add(tag(member.name(), values.get(0)));
        }
        return tags;
    }

    private static Tag tag(String key, String value) {
        if (key.isEmpty()
                || key.length() > MAX_TAG_KEY_LENGTH
                || value.length() > MAX_TAG_VALUE_LENGTH
                || !key.codePoints().allMatch(AwsClaims::isTagCharacter)
                || !value.codePoints().allMatch(AwsClaims::isTagCharacter)
                || key.regionMatches(true, 0, RESERVED, 0, RESERVED.length())) {
            throw IdTokenFaults.principalTags("a tag has a key or value that tags cannot have");
        }
        return new Tag(key, value);
    }

    private static Tags distinct(List<Tag> tags) {
        if (tags.size() > MAX_TAGS) {
            throw IdTokenFaults.principalTags("the token has more than " + MAX_TAGS + " tags");
        }
        try {
            return Tags.of(tags);
        } catch (IllegalArgumentException doubled) {
            throw IdTokenFaults.principalTags("two tags have the same key, but for case");
        }
    }

    private static Set<String> transitiveOf(List<String> keys, List<Tag> tags) {
        Set<String> transitive = new LinkedHashSet<>();
        for (String key : keys) {
            String written = tags.stream()
                    .map(Tag::key)
                    .filter(key::equalsIgnoreCase)
                    .findFirst()
                    .orElseThrow(() -> IdTokenFaults.principalTags("a transitive tag key is not the key of a tag"));
            transitive.add(written);
        }
        return transitive;
    }

    private static String sourceIdentity(JsonNode value) {
        if (value instanceof JsonString string
                && string.value().length() >= MIN_SOURCE_IDENTITY_LENGTH
                && string.value().length() <= MAX_SOURCE_IDENTITY_LENGTH
                && string.value().chars().allMatch(AwsClaims::isSourceIdentityCharacter)) {
            return string.value(); // It has no colon, so it cannot begin with the reserved `aws:`.
        }
        throw IdTokenFaults.notValidated("the claim `" + SOURCE_IDENTITY + "` is not a source identity");
    }

    private static Set<Arn> roles(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof JsonString string) {
            texts.addAll(List.of(string.value().split(";", -1)));
        } else if (value instanceof JsonArray array) {
            for (JsonNode element : array.elements()) {
                if (!(element instanceof JsonString string)) {
                    throw IdTokenFaults.rolesFormat("an element of the claim `" + ROLES + "` is not a string");
                }
                texts.add(string.value());
            }
        } else {
            throw IdTokenFaults.rolesFormat("the claim `" + ROLES + "` is neither an array nor a string");
        }
        Set<Arn> roles = new LinkedHashSet<>();
        texts.forEach(text -> roleArn(text).ifPresent(roles::add));
        if (roles.isEmpty()) {
            throw IdTokenFaults.noValidRoles();
        }
        return roles;
    }

    private static Optional<Arn> roleArn(String text) {
        try {
            Arn arn = Arn.parse(text);
            return arn.service().equals("iam") && arn.resource().startsWith("role/")
                    ? Optional.of(arn)
                    : Optional.empty();
        } catch (IllegalArgumentException notAnArn) {
            return Optional.empty();
        }
    }

    private static String string(JsonNode value) {
        if (value instanceof JsonString string) {
            return string.value();
        }
        throw IdTokenFaults.principalTags("a flattened tag is not a string");
    }

    private static List<String> strings(JsonNode value) {
        List<String> strings = new ArrayList<>();
        if (!(value instanceof JsonArray array)) {
            throw IdTokenFaults.principalTags("tag values and transitive tag keys are arrays of strings");
        }
        for (JsonNode element : array.elements()) {
            if (!(element instanceof JsonString string)) {
                throw IdTokenFaults.principalTags("tag values and transitive tag keys are arrays of strings");
            }
            strings.add(string.value());
        }
        return strings;
    }

    // [\p{L}\p{Z}\p{N}_.:/=+\-@]
    private static boolean isTagCharacter(int c) {
        return Character.isLetter(c)
                || Character.isSpaceChar(c)
                || "_.:/=+-@".indexOf(c) >= 0
                || switch (Character.getType(c)) {
                    case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
                    default -> false;
                };
    }

    // [\w+=,.@-]
    private static boolean isSourceIdentityCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "_+=,.@-".indexOf(c) >= 0;
    }
}
