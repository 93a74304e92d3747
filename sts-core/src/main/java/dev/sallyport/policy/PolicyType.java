package dev.sallyport.policy;

/** What a policy is attached to; it decides which elements it may have and how its allows count. */
public enum PolicyType {
    /** Attached to a user, group or role, inline or managed. */
    IDENTITY("identity-based policy", "an identity-based policy"),
    BOUNDARY("permissions boundary", "a permissions boundary"),
    /** "A sessions policy" is how AWS spells it. */
    SESSION("session policy", "a sessions policy"),
    RESOURCE("resource-based policy", "a resource-based policy"),
    /** A role's trust policy. */
    TRUST("role trust policy", "the role trust policy"),
    SERVICE_CONTROL("service control policy", "a service control policy"),
    RESOURCE_CONTROL("resource control policy", "a resource control policy"),
    ENDPOINT("VPC endpoint policy", "a VPC endpoint policy");

    private final String name;
    private final String nameWithArticle;

    PolicyType(String name, String nameWithArticle) {
        this.name = name;
        this.nameWithArticle = nameWithArticle;
    }

    /** What AWS calls it in "because no … allows". */
    public String displayName() {
        return name;
    }

    /** What AWS calls it in "with an explicit deny in …". */
    public String displayNameWithArticle() {
        return nameWithArticle;
    }

    /** Whether statements say who they are about. */
    boolean hasPrincipal() {
        return this == RESOURCE || this == TRUST || this == RESOURCE_CONTROL || this == ENDPOINT;
    }

    /**
     * Whether literals that cannot be converted (a date that is none) are refused. IAM does; STS takes any in a session
     * policy, and Organizations and the services with policies of their own take templates with placeholders. Such a
     * literal then matches nothing.
     */
    boolean checksLiterals() {
        return this == IDENTITY || this == BOUNDARY || this == TRUST;
    }
}
