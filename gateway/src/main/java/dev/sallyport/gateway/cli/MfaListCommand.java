package dev.sallyport.gateway.cli;

import dev.sallyport.gateway.cli.mfa.DeviceFormat;
import dev.sallyport.gateway.enrolment.Owner;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mfa list}: every device, of the files and of the store, and how it is. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "List MFA devices: whose, where kept, and whether they are enabled, pending, throttled or locked.",
        footer = {
            "",
            "Exit status: 0 done, 1 refused, 2 the command line or the configuration has faults, 3 cannot work."
        })
public final class MfaListCommand implements Callable<Integer> {
    @Mixin
    private final OperatorOptions installation = new OperatorOptions();

    @Option(names = "--user", paramLabel = "USER", description = "Only those of this user, by name or ARN.")
    private @Nullable String user;

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            description = "The user's account, by id or alias, where several have a user of that name.")
    private @Nullable String account;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "TEXT",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} without it.")
    private DeviceFormat format = DeviceFormat.TEXT;

    @Override
    public Integer call() {
        return installation.run((enrolments, out) -> {
            Optional<Owner> owner =
                    Optional.ofNullable(user).map(name -> new Owner(name, Optional.ofNullable(account)));
            out.print(format.list(enrolments.list(owner), Instant.now()));
            return ExitStatus.DONE;
        });
    }
}
