package dev.sallyport.access;

import dev.sallyport.directory.Caller;
import dev.sallyport.session.Revocation;
import dev.sallyport.sigv4.SigningKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A credential as it was found: who it stands for and the key its signatures are made with. Nothing is proved until a
 * signature has been verified with that key.
 *
 * @param expiresAt the end of the session; absent for a long-term key
 * @param revoked what ended the session before that; a filter never sees one, for the gateway tells it no key then
 */
public record Signer(Caller caller, SigningKey key, Optional<Instant> expiresAt, Optional<Revocation> revoked) {}
