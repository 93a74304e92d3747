package dev.sallyport.policy;

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
        WILDCARDS,
        WITH_VARIABLES,
        /** Not in the form of an ARN. */
        NOTHING
    }

    private final Kind kind;
    /** Of exact patterns and prefixes. */
    private final String text;
    /** Of the others, which may need it for their variables. */
    private final @Nullable Template template;

    private final @Nullable ArnPattern fixed;

    private ResourcePattern(Kind kind, String text, @Nullable Template template, @Nullable ArnPattern fixed) {
        this.kind = kind;
        this.text = text;
        this.template = template;
        this.fixed = fixed;
    }

    static ResourcePattern of(Template template) {
        if (template.isStar()) {
            return new ResourcePattern(Kind.EVERYTHING, "", null, null);
        }
        if (template.hasVariables()) {
            return new ResourcePattern(Kind.WITH_VARIABLES, "", template, null);
        }
        Optional<ArnPattern> fixed = ArnPattern.of(template);
        if (fixed.isEmpty()) {
            return new ResourcePattern(Kind.NOTHING, "", null, null);
        }
        String prefix = template.literalPrefix();
        if (template.isLiteral()) {
            return new ResourcePattern(Kind.EXACT, prefix, null, null);
        }
        if (template.isPrefix() && ArnPattern.ArnText.parse(prefix) != null) {
            return new ResourcePattern(Kind.PREFIX, prefix, null, null);
        }
        return new ResourcePattern(Kind.WILDCARDS, "", template, fixed.get());
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
            case EXACT -> answer(request.resource().equals(text));
            case PREFIX -> answer(request.resource().startsWith(text));
            case WILDCARDS -> match(fixed, request);
            case WITH_VARIABLES -> {
                Optional<Template> resolved = variables().resolve(request.context());
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
        return template == null ? text : template.literalPrefix();
    }

    /** The text that everything ends with that this matches. */
    String literalSuffix() {
        return template == null ? "" : template.literalSuffix();
    }

    private Template variables() {
        if (template == null) {
            throw new IllegalStateException("a pattern with variables has lost them");
        }
        return template;
    }

    private static Match match(@Nullable ArnPattern pattern, RequestFacts request) {
        ArnPattern.ArnText resource = request.resourceArn();
        return answer(resource != null && pattern != null && pattern.matches(resource));
    }

    private static Match answer(boolean matches) {
        return matches ? Match.YES : Match.NO;
    }
}
