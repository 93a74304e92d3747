package dev.sallyport.gateway.cli;

/** What a command's exit status says, the same for all of them. */
public final class ExitStatus {
    public static final int DONE = 0;
    /** Something was denied, or a check found something. */
    public static final int FINDINGS = 1;
    /** The command line or the configuration is wrong. */
    public static final int USAGE = 2;

    public static final int CANNOT_START = 3;

    private ExitStatus() {}
}
