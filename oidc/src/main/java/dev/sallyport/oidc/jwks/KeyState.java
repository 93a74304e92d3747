package dev.sallyport.oidc.jwks;

import dev.sallyport.identity.Arn;
import java.time.Instant;
import java.util.Optional;

/**
 * How the keys of a provider stand, for health and log.
 *
 * @param fetchedAt when the keys in use were fetched; empty if there are none
 * @param failure why the last fetch failed; empty if it succeeded
 */
public record KeyState(Arn provider, Optional<Instant> fetchedAt, Optional<String> failure) {}
