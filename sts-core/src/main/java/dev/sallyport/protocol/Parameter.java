package dev.sallyport.protocol;

/** One parameter of an action, or one member of a structure. */
public record Parameter(String name, boolean required, Shape shape) {
    static Parameter required(String name, Shape shape) {
        return new Parameter(name, true, shape);
    }

    static Parameter optional(String name, Shape shape) {
        return new Parameter(name, false, shape);
    }

    /** Known to the service model, and refused by name. */
    static Parameter refused(String name) {
        return new Parameter(name, false, new Shape.Refused());
    }

    boolean isRefused() {
        return shape instanceof Shape.Refused;
    }
}
