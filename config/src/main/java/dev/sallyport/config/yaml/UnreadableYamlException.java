package dev.sallyport.config.yaml;

/** Ends the reading of a file whose rest would not mean what it shows. */
final class UnreadableYamlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final String problem;

    UnreadableYamlException(Place place, String problem) {
        super(problem, null, false, false);
        this.place = place;
        this.problem = problem;
    }

    Place place() {
        return place;
    }

    String problem() {
        return problem;
    }
}
