package dev.sallyport.gateway.auth;

import dev.sallyport.directory.Caller;
import dev.sallyport.directory.MfaDevice;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.state.MfaDevices;
import dev.sallyport.gateway.state.MfaSteps;
import dev.sallyport.gateway.state.Snapshot;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.mfa.TotpCheck;
import dev.sallyport.mfa.TotpWindow;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Checks the MFA code of a call and spends it. The caller's signature has been verified before, so that a stranger cannot
 * lock anybody out; a code that matches is spent whatever is decided afterwards.
 */
public final class MfaCodes {
    private final MfaSteps steps;
    private final MfaDevices enrolled;
    private final BiConsumer<UniqueId, Arn> budget;

    /**
     * @param enrolled the devices that are not in the files
     * @param budget asked before a user's code of a device is looked at; it may end the call by throwing
     */
    public MfaCodes(MfaSteps steps, MfaDevices enrolled, BiConsumer<UniqueId, Arn> budget) {
        this.steps = steps;
        this.enrolled = enrolled;
        this.budget = budget;
    }

    /**
     * @return the device, when both serial number and code were given and hold; empty when neither was given
     * @throws ApiException {@code AccessDenied} with AWS's texts for everything else; what the budget throws
     */
    public Optional<Arn> check(
            Caller caller, Optional<String> serialNumber, Optional<String> code, Snapshot snapshot, Instant now) {
        if (serialNumber.isEmpty() && code.isEmpty()) {
            return Optional.empty();
        }
        if (serialNumber.isEmpty() || code.isEmpty()) {
            throw new ApiException(
                    ApiError.ACCESS_DENIED,
                    "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.");
        }
        // A session of a role has no device: who it came from proved MFA to the role, and only then.
        if (!(caller.principal() instanceof Principal.User user)) {
            throw unableToValidate("the session of a role has no MFA device");
        }
        Arn serial = arn(serialNumber.get())
                .filter(arn -> arn.account().equals(user.accountId().digits()))
                .orElseThrow(MfaCodes::noSuchDevice);
        budget.accept(user.id(), serial);
        TotpCheck.Outcome outcome =
                spend(user, serial, code.get(), snapshot, now).orElseThrow(MfaCodes::noSuchDevice);
        if (outcome instanceof TotpCheck.Outcome.Accepted) {
            return Optional.of(serial);
        }
        if (outcome instanceof TotpCheck.Outcome.Rejected) {
            throw new ApiException(
                    ApiError.ACCESS_DENIED,
                    "MultiFactorAuthentication failed with invalid MFA one time pass code. ",
                    "the code of `" + serial + "` is wrong or was used before");
        }
        throw unableToValidate(
                outcome instanceof TotpCheck.Outcome.Throttled throttled
                        ? "too many wrong codes of `" + serial + "`: none is compared before " + throttled.until()
                        : "far too many wrong codes of `" + serial + "`: it is locked until an operator runs"
                                + " `sallyport mfa unlock`");
    }

    /** The caller's own device, by exactly its serial number: one of the files, or one that was enrolled. */
    private Optional<TotpCheck.Outcome> spend(
            Principal.User user, Arn serial, String code, Snapshot snapshot, Instant now) {
        TotpWindow window = snapshot.configuration().server().mfaWindow();
        Optional<MfaDevice> ofFiles = snapshot.directory().mfaDevice(serial);
        if (ofFiles.isPresent()) {
            return ofFiles.filter(device -> device.user().equals(user.id()))
                    .map(device -> steps.spend(device.serial(), device.seed(), code, window, now));
        }
        return enrolled.spend(serial, user.id(), code, window, now);
    }

    private static Optional<Arn> arn(String text) {
        try {
            return Optional.of(Arn.parse(text));
        } catch (IllegalArgumentException notAnArn) {
            return Optional.empty();
        }
    }

    private static ApiException noSuchDevice() {
        return unableToValidate("the caller has no enabled device with that serial number");
    }

    private static ApiException unableToValidate(String reason) {
        return new ApiException(
                ApiError.ACCESS_DENIED,
                "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number"
                        + " is valid and associated with this user.",
                reason);
    }
}
