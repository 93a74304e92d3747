package dev.sallyport.demo;

import dev.sallyport.demo.cli.DemoCommand;
import picocli.CommandLine;

/** The program {@code sallyport} with the demo: every command of the gateway, and {@code demo}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    public static CommandLine commandLine() {
        return dev.sallyport.gateway.cli.Main.commandLine().addSubcommand(new DemoCommand());
    }
}
