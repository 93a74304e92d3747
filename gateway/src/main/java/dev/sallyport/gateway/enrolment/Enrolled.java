package dev.sallyport.gateway.enrolment;

import dev.sallyport.identity.Arn;
import dev.sallyport.mfa.KeyUri;
import dev.sallyport.mfa.TotpSeed;

/** A device that waits for its first two codes, with the secrets that are shown this once. */
public record Enrolled(Arn serial, Arn user, TotpSeed seed, KeyUri uri) {}
