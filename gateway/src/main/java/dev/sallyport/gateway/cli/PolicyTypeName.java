package dev.sallyport.gateway.cli;

import dev.sallyport.policy.PolicyType;

/** The types of policies as options name them. */
enum PolicyTypeName {
    IDENTITY(PolicyType.IDENTITY),
    BOUNDARY(PolicyType.BOUNDARY),
    SESSION(PolicyType.SESSION),
    RESOURCE(PolicyType.RESOURCE),
    TRUST(PolicyType.TRUST),
    SCP(PolicyType.SERVICE_CONTROL),
    RCP(PolicyType.RESOURCE_CONTROL),
    ENDPOINT(PolicyType.ENDPOINT);

    private final PolicyType type;

    PolicyTypeName(PolicyType type) {
        this.type = type;
    }

    PolicyType type() {
        return type;
    }
}
