package dev.sallyport.config;

import dev.sallyport.identity.Arn;
import dev.sallyport.mfa.TotpSeed;

/** A user's virtual MFA device. */
public record MfaDeviceEntry(Arn serial, TotpSeed seed) {}
