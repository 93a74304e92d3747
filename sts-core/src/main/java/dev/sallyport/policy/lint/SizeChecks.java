package dev.sallyport.policy.lint;

import dev.sallyport.policy.PolicyType;

/** The length of a document against the quota of its type. */
final class SizeChecks {
    private static final int IDENTITY = 6_144;
    private static final int RESOURCE = 20_480;
    private static final int TRUST = 2_048;
    private static final int SERVICE_CONTROL = 5_120;

    private SizeChecks() {}

    static void run(WrittenPolicy policy, Findings findings) {
        String text = policy.text();
        long withoutSpace = text.chars().filter(c -> !Character.isWhitespace(c)).count();
        if (policy.type() == PolicyType.IDENTITY || policy.type() == PolicyType.BOUNDARY) {
            check(withoutSpace > IDENTITY, Check.POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA, policy, findings);
        } else if (policy.type() == PolicyType.RESOURCE) {
            check(text.length() > RESOURCE, Check.POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA, policy, findings);
        } else if (policy.isTrust()) {
            check(withoutSpace > TRUST, Check.POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA, policy, findings);
        } else if (policy.type() == PolicyType.SERVICE_CONTROL) {
            check(text.length() > SERVICE_CONTROL, Check.POLICY_SIZE_EXCEEDS_SCP_QUOTA, policy, findings);
        }
    }

    private static void check(boolean tooLong, Check check, WrittenPolicy policy, Findings findings) {
        if (tooLong) {
            findings.add(check, policy.node().span());
        }
    }
}
