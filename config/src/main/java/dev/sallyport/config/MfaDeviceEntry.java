package dev.sallyport.config;

import dev.sallyport.identity.Arn;

/** A user's virtual MFA device. */
public record MfaDeviceEntry(Arn serial, TotpSeed seed) {}
