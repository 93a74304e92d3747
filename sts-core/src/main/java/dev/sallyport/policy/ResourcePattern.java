package dev.sallyport.policy;

import java.util.Optional;

/** One value of Resource or NotResource. */
final class ResourcePattern {
    private enum Kind {
        EVERYTHING,
        FIXED,
        WITH_VARIABLES
    }

    private final Kind kind;
    private final Template template;
    private final Optional<ArnPattern> fixed;

    ResourcePattern(Template template) {
        this.template = template;
        if (template.isStar()) {
            this.kind = Kind.EVERYTHING;
            this.fixed = Optional.empty();
        } else if (template.hasVariables()) {
            this.kind = Kind.WITH_VARIABLES;
            this.fixed = Optional.empty();
        } else {
            this.kind = Kind.FIXED;
            this.fixed = ArnPattern.of(template);
        }
    }

    /** The answer for one resource. */
    enum Match {
        YES,
        NO,
        /** A variable has no value: neither Resource nor NotResource holds. */
        UNRESOLVED
    }

    Match match(RequestFacts request) {
        switch (kind) {
            case EVERYTHING -> {
                return Match.YES;
            }
            case FIXED -> {
                return match(fixed, request);
            }
            case WITH_VARIABLES -> {
                Optional<Template> resolved = template.resolve(request.context());
                return resolved.isEmpty() ? Match.UNRESOLVED : match(ArnPattern.of(resolved.get()), request);
            }
        }
        throw new IllegalStateException("unknown kind " + kind);
    }

    private static Match match(Optional<ArnPattern> pattern, RequestFacts request) {
        ArnPattern.ArnText resource = request.resourceArn();
        return resource != null && pattern.isPresent() && pattern.get().matches(resource) ? Match.YES : Match.NO;
    }
}
