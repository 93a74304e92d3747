package dev.sallyport.protocol;

/** An API of the Query protocol, chosen by a request's {@code Version}. */
public enum QueryApi {
    STS("2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/");

    private final String version;
    private final String namespace;

    QueryApi(String version, String namespace) {
        this.version = version;
        this.namespace = namespace;
    }

    public String version() {
        return version;
    }

    /** The XML namespace of its answers. */
    public String namespace() {
        return namespace;
    }
}
