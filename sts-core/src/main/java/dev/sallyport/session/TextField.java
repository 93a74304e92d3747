package dev.sallyport.session;

/** The texts in a session's claims, and how long each may be in UTF-8. */
enum TextField {
    ACCESS_SECRET("secret", 128),
    CLAIM_KEY("identity claim's key", 512),
    CLAIM_VALUE("identity claim's value", 20_000),
    NAME("name of the user or role", 128),
    ORIGIN("origin", 2048),
    PATH("path of the user or role", 512),
    POLICY("session policy", 16 * 1024),
    POLICY_ARN("session policy's ARN", 2048),
    PROVIDER("provider's ARN", 2048),
    SESSION_NAME("session name", 64),
    SOURCE_IDENTITY("source identity", 64),
    TAG_KEY("tag key", 512),
    TAG_VALUE("tag value", 1024),
    UNIQUE_ID("unique id", 128);

    private final String what;
    private final int maxBytes;

    TextField(String what, int maxBytes) {
        this.what = what;
        this.maxBytes = maxBytes;
    }

    String what() {
        return what;
    }

    int maxBytes() {
        return maxBytes;
    }

    /** One byte where that suffices: these fields are in every token. */
    int lengthWidth() {
        return maxBytes < 256 ? 1 : 2;
    }
}
