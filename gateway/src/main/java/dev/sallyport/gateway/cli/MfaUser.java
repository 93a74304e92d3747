package dev.sallyport.gateway.cli;

import dev.sallyport.gateway.cli.mfa.DeviceFormat;
import dev.sallyport.gateway.enrolment.Owner;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whose device, and how the answer is written. */
final class MfaUser {
    @Parameters(index = "0", paramLabel = "USER", description = "The user's name or ARN.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private String user;

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

    Owner owner() {
        return new Owner(user, Optional.ofNullable(account));
    }

    DeviceFormat format() {
        return format;
    }
}
