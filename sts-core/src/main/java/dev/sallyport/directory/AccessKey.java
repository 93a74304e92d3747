package dev.sallyport.directory;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.identity.UniqueId;

/** A user's long-term key. */
public record AccessKey(AccessKeyId id, SecretAccessKey secret, UniqueId user, boolean active) {}
