package dev.sallyport.gateway.auth;

import dev.sallyport.directory.Caller;
import dev.sallyport.directory.Directory;
import dev.sallyport.directory.MfaDevice;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.state.MfaSteps;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.mfa.TotpCheck;
import java.time.Instant;
import java.util.Optional;

/**
 * Checks the MFA code of a call and spends it. The caller's signature has been verified before, so that a stranger cannot
 * lock anybody out; a code that matches is spent whatever is decided afterwards.
 */
public final class MfaCodes {
    private final MfaSteps steps;

    public MfaCodes(MfaSteps steps) {
        this.steps = steps;
    }

    /**
     * @return the device, when both serial number and code were given and hold; empty when neither was given
     * @throws ApiException {@code AccessDenied} with AWS's texts for everything else
     */
    public Optional<Arn> check(
            Caller caller, Optional<String> serialNumber, Optional<String> code, Directory directory, Instant now) {
        if (serialNumber.isEmpty() && code.isEmpty()) {
            return Optional.empty();
        }
        if (serialNumber.isEmpty() || code.isEmpty()) {
            throw new ApiException(
                    ApiError.ACCESS_DENIED,
                    "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.");
        }
        MfaDevice device = device(caller, serialNumber.get(), directory);
        TotpCheck.Outcome outcome = steps.spend(device.serial(), device.seed(), code.get(), now);
        if (outcome instanceof TotpCheck.Outcome.Accepted) {
            return Optional.of(device.serial());
        }
        if (outcome instanceof TotpCheck.Outcome.Rejected) {
            throw new ApiException(
                    ApiError.ACCESS_DENIED,
                    "MultiFactorAuthentication failed with invalid MFA one time pass code. ",
                    "the code of `" + device.serial() + "` is wrong or was used before");
        }
        throw unableToValidate(
                outcome instanceof TotpCheck.Outcome.Throttled throttled
                        ? "too many wrong codes of `" + device.serial() + "`: none is compared before "
                                + throttled.until()
                        : "far too many wrong codes of `" + device.serial() + "`: it is locked");
    }

    /** The caller's own device, by exactly its serial number. A role has none. */
    private static MfaDevice device(Caller caller, String serialNumber, Directory directory) {
        if (!(caller.principal() instanceof Principal.User user)) {
            throw unableToValidate("the session of a role has no MFA device");
        }
        return Optional.of(serialNumber)
                .flatMap(MfaCodes::arn)
                .flatMap(directory::mfaDevice)
                .filter(device -> device.user().equals(user.id()))
                .orElseThrow(() -> unableToValidate("the caller has no device with that serial number"));
    }

    private static Optional<Arn> arn(String text) {
        try {
            return Optional.of(Arn.parse(text));
        } catch (IllegalArgumentException notAnArn) {
            return Optional.empty();
        }
    }

    private static ApiException unableToValidate(String reason) {
        return new ApiException(
                ApiError.ACCESS_DENIED,
                "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number"
                        + " is valid and associated with this user.",
                reason);
    }
}
