package dev.sallyport.gateway.state;

import dev.sallyport.identity.Arn;
import dev.sallyport.mfa.DeviceState;
import java.time.Instant;
import java.util.Optional;

/**
 * An MFA device of the store, without its seed.
 *
 * @param userArn whose it is, as the user was called when its unique id was in use
 * @param orphaned whether that user is gone, also when another one has the name: then the device is nobody's
 * @param enabledAt empty while it waits for its first two codes
 * @param codes what is remembered of its codes
 */
public record VirtualDevice(
        Arn serial, Arn userArn, boolean orphaned, Instant createdAt, Optional<Instant> enabledAt, DeviceState codes) {}
