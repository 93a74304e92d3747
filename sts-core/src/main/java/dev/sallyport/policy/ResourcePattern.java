package dev.sallyport.policy;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One value of Resource or NotResource, in the form that is compared fastest. */
final class ResourcePattern {
    private enum Kind {
        EVERYTHING,
        /** An ARN without wildcards: the text itself. */
        EXACT,
        /** An ARN with its five colons and one {@code *} at the end: whatever begins with the text. */
        PREFIX,
        /** An ARN with wildcards behind its five colons only: one pattern of the whole text says the same. */
        WILDCARDS_AT_END,
        WILDCARDS,
        WITH_VARIABLES,
        /** Not in the form of an ARN. */
        NOTHING
    }

    private final Kind kind;
    private final String literalPrefix;
    private final String literalSuffix;
    private final @Nullable Wildcard whole;
    private final @Nullable ArnPattern parts;
    private final @Nullable Template variables;

    private ResourcePattern(
            Kind kind,
            String literalPrefix,
            String literalSuffix,
            @Nullable Wildcard whole,
            @Nullable ArnPattern parts,
            @Nullable Template variables) {
        this.kind = kind;
        this.literalPrefix = literalPrefix;
        this.literalSuffix = literalSuffix;
        this.whole = whole;
        this.parts = parts;
        this.variables = variables;
    }

    static ResourcePattern of(Template template) {
        if (template.isStar()) {
            return new ResourcePattern(Kind.EVERYTHING, "", "", null, null, null);
        }
        String prefix = template.literalPrefix();
        String suffix = template.literalSuffix();
        if (template.hasVariables()) {
            return new ResourcePattern(Kind.WITH_VARIABLES, prefix, suffix, null, null, template);
        }
        Optional<ArnPattern> pattern = ArnPattern.of(template);
        if (pattern.isEmpty()) {
            return new ResourcePattern(Kind.NOTHING, "", "", null, null, null);
        }
        if (template.isLiteral()) {
            return new ResourcePattern(Kind.EXACT, prefix, "", null, null, null);
        }
        if (ArnPattern.ArnText.parse(prefix) == null) {
            return new ResourcePattern(Kind.WILDCARDS, prefix, suffix, null, pattern.get(), null);
        }
        return template.isPrefix()
                ? new ResourcePattern(Kind.PREFIX, prefix, "", null, null, null)
                : new ResourcePattern(Kind.WILDCARDS_AT_END, prefix, suffix, template.pattern(), null, null);
    }

    /** The answer for one resource. */
    enum Match {
        YES,
        NO,
        /** A variable has no value: neither Resource nor NotResource holds. */
        UNRESOLVED
    }

    Match match(RequestFacts request) {
        return switch (kind) {
            case EVERYTHING -> Match.YES;
            case EXACT -> answer(request.resource().equals(literalPrefix));
            case PREFIX -> answer(Wildcard.standsAt(request.resource(), literalPrefix, 0));
            case WILDCARDS_AT_END -> answer(Objects.requireNonNull(whole).matches(request.resource()));
            case WILDCARDS -> match(parts, request);
            case WITH_VARIABLES -> {
                Optional<Template> resolved = Objects.requireNonNull(variables).resolve(request.context());
                yield resolved.isEmpty()
                        ? Match.UNRESOLVED
                        : match(ArnPattern.of(resolved.get()).orElse(null), request);
            }
            case NOTHING -> Match.NO;
        };
    }

    /** Whether only one text matches, which is then {@link #literalPrefix}. */
    boolean isExact() {
        return kind == Kind.EXACT;
    }

    /** The text that everything begins with that this matches. */
    String literalPrefix() {
        return literalPrefix;
    }

    /** The text that everything ends with that this matches. */
    String literalSuffix() {
        return literalSuffix;
    }

    private static Match match(@Nullable ArnPattern pattern, RequestFacts request) {
        ArnPattern.ArnText resource = request.resourceArn();
        return answer(resource != null && pattern != null && pattern.matches(resource));
    }

    private static Match answer(boolean matches) {
        return matches ? Match.YES : Match.NO;
    }
}
