package dev.sallyport.role;

import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.session.SessionId;

/** The random parts of a session that may be about to exist. */
public record NewSession(SessionId id, SecretAccessKey secret) {}
