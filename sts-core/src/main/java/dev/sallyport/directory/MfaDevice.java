package dev.sallyport.directory;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.mfa.TotpSeed;

/** A user's virtual MFA device. Its serial number is its ARN. */
public record MfaDevice(Arn serial, UniqueId user, TotpSeed seed) {}
