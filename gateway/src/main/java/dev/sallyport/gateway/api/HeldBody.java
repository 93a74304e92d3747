package dev.sallyport.gateway.api;

import dev.sallyport.access.Payload;

/** A body that is read at most once, within its limits, and then held. */
public interface HeldBody extends Payload {
    /** @throws dev.sallyport.error.ApiException {@code RequestEntityTooLarge} past the limit */
    byte[] bytes();
}
