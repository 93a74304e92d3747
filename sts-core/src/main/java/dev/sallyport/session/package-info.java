/**
 * Sessions without a store: what a session is, sealed into its token and opened again, and the ring of keys for that.
 *
 * <p>A session exists only in its token. This package owns the token's form and promises that nothing opens but what
 * was sealed here, beside the access key id it was sealed for. It does not decide whether a session may be issued, has
 * expired or was revoked; issuing actions and the one {@code access} method do, which are its callers. It keeps no key
 * at rest: the gateway wraps {@link dev.sallyport.session.KeyRing#encode()}.
 */
@NullMarked
package dev.sallyport.session;

import org.jspecify.annotations.NullMarked;
