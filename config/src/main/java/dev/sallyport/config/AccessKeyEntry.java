package dev.sallyport.config;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;

/** A user's long-term key. */
public record AccessKeyEntry(AccessKeyId id, SecretAccessKey secret, boolean active) {}
