package dev.sallyport.gateway.cli;

import dev.sallyport.identity.Arn;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mfa remove USER SERIAL}: a device that is lost, or whose user is gone. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = {
            "Remove a device, pending or enabled. It is good for nothing from the next call on.",
            "Sessions that were opened with it go on until they end; `revoke --user` ends them."
        },
        footer = {
            "",
            "Exit status: 0 done, 1 refused, 2 the command line or the configuration has faults, 3 cannot work."
        })
public final class MfaRemoveCommand implements Callable<Integer> {
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
            Arn owner = enrolments.remove(user.owner(), serial);
            out.print(user.format().removed(serial, "sallyport revoke" + installation.again() + " --user " + owner));
            return ExitStatus.DONE;
        });
    }
}
