package dev.sallyport.demo.port;

/** What the demo listens with. */
public enum Listener {
    API("the API", "--api-port", 7070),
    PROXY("the proxy", "--proxy-port", 8080),
    ISSUER("the example issuer", "--issuer-port", 7071),
    ORDERS("the example API behind the proxy", "--upstream-port", 8081),
    PAYMENTS("the example API with the filter", "--payments-port", 8082);

    private final String title;
    private final String option;
    private final int defaultPort;

    Listener(String title, String option, int defaultPort) {
        this.title = title;
        this.option = option;
        this.defaultPort = defaultPort;
    }

    /** What it is, for people. */
    public String title() {
        return title;
    }

    /** The option that gives its port. */
    public String option() {
        return option;
    }

    /** The port it has in the demo's configuration. */
    public int defaultPort() {
        return defaultPort;
    }
}
