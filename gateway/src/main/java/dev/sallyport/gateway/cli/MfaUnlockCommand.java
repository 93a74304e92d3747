package dev.sallyport.gateway.cli;

import dev.sallyport.identity.Arn;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mfa unlock USER SERIAL}: a device of which too many codes were wrong. */
@Command(
        name = "unlock",
        mixinStandardHelpOptions = true,
        description =
                "Let the codes of a device be compared again after too many wrong ones. Codes that are spent stay spent.",
        footer = {
            "",
            "Exit status: 0 done, 1 refused, 2 the command line or the configuration has faults, 3 cannot work."
        })
public final class MfaUnlockCommand implements Callable<Integer> {
    @Mixin
    private final OperatorOptions installation = new OperatorOptions();

    @Mixin
    private final MfaUser user = new MfaUser();

    @Parameters(index = "1", paramLabel = "SERIAL", description = "The device's serial number, its ARN.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private Arn serial;

    @Override
    public Integer call() {
        return installation.run((enrolments, out) -> {
            enrolments.unlock(user.owner(), serial);
            out.print(user.format().done(serial, "unlocked"));
            return ExitStatus.DONE;
        });
    }
}
