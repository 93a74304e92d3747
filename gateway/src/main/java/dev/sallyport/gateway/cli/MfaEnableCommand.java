package dev.sallyport.gateway.cli;

import dev.sallyport.identity.Arn;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mfa enable USER CODE1 CODE2}: a device that waits, by its first two codes. */
@Command(
        name = "enable",
        mixinStandardHelpOptions = true,
        description = "Enable a device by two codes in a row, which are spent by that.",
        footer = {
            "",
            "Exit status: 0 done, 1 refused, 2 the command line or the configuration has faults, 3 cannot work."
        })
public final class MfaEnableCommand implements Callable<Integer> {
    @Mixin
    private final OperatorOptions installation = new OperatorOptions();

    @Mixin
    private final MfaUser user = new MfaUser();

    @Option(
            names = "--serial",
            paramLabel = "SERIAL",
            description = "Which device, where the user has several that wait.")
    private @Nullable Arn serial;

    @Parameters(index = "1", paramLabel = "CODE1", description = "A code.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private String first;

    @Parameters(index = "2", paramLabel = "CODE2", description = "The code after it.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private String second;

    @Override
    public Integer call() {
        return installation.run((enrolments, out) -> {
            Arn enabled = enrolments.enable(user.owner(), Optional.ofNullable(serial), first, second);
            out.print(user.format().done(enabled, "enabled"));
            return ExitStatus.DONE;
        });
    }
}
