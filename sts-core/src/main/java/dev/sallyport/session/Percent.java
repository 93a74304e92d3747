package dev.sallyport.session;

/** How much of a space is used, rounded up: more than 100 means that it does not fit. */
final class Percent {
    private Percent() {}

    static int of(int used, int allotted) {
        return Math.toIntExact((100L * used + allotted - 1) / allotted);
    }
}
