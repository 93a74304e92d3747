/**
 * What the gateway keeps on disk, under rights that only its own user has: creating, checking, replacing as a whole, and
 * keeping two processes from creating the same thing twice.
 *
 * <p>It knows nothing of what the files hold. The stores, the audit log and TLS call it; every refusal is a
 * {@link dev.sallyport.gateway.files.FileFault} whose text an operator can act on.
 */
@NullMarked
package dev.sallyport.gateway.files;

import org.jspecify.annotations.NullMarked;
