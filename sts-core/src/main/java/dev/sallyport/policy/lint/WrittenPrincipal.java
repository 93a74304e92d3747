package dev.sallyport.policy.lint;

/**
 * One value of a Principal or NotPrincipal.
 *
 * @param kind {@code AWS}, {@code Federated}, {@code Service}, whatever else is written there, or {@code *} for the lone star
 */
record WrittenPrincipal(String kind, Written value) {
    boolean isEverybody() {
        return value.text().equals("*");
    }

    boolean isFederated() {
        return kind.equals("Federated");
    }

    boolean isService() {
        return kind.equals("Service");
    }

    boolean isAws() {
        return kind.equals("AWS");
    }

    /** The provider's host and path: what its condition keys begin with. */
    String provider() {
        String lower = value.lower();
        int marker = lower.indexOf(":oidc-provider/");
        return marker < 0 ? lower : lower.substring(marker + ":oidc-provider/".length());
    }

    boolean isSaml() {
        return isFederated() && value.lower().contains(":saml-provider/");
    }

    boolean isOidc() {
        return isFederated() && !isSaml();
    }
}
