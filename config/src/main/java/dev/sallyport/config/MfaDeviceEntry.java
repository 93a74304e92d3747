package dev.sallyport.config;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.mfa.TotpSeed;

/** A user's virtual MFA device. */
public record MfaDeviceEntry(Arn serial, TotpSeed seed) {
    /**
     * The serial number of a virtual device, which is its ARN.
     *
     * @throws IllegalArgumentException when {@code name} is none
     */
    public static Arn serial(AccountId account, String name) {
        return Arn.iam(account, "mfa/" + Names.mfaDevice(name));
    }
}
