package dev.sallyport.mfa;

/**
 * How many steps before and after the current one count. RFC 6238, 5.2, allows one for the time a code is on its way and
 * for clocks that are a little off; without it a code lives 30 seconds at most (OWASP ASVS 6.5.5).
 */
public enum TotpWindow {
    CURRENT_STEP_ONLY(0),
    ONE_STEP_EITHER_SIDE(1);

    private final int steps;

    TotpWindow(int steps) {
        this.steps = steps;
    }

    /** @throws IllegalArgumentException unless there is a window of that many steps on either side */
    public static TotpWindow ofSteps(int steps) {
        for (TotpWindow window : values()) {
            if (window.steps == steps) {
                return window;
            }
        }
        throw new IllegalArgumentException("a window is 0 or 1 steps on either side, not " + steps);
    }

    /** On either side. */
    public int steps() {
        return steps;
    }
}
