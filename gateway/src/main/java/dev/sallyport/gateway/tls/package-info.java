/**
 * TLS from PEM files: the certificate and key of a listener, and the authorities that upstreams are trusted by.
 *
 * <p>Bouncy Castle reads the files and stays in this package; every cryptographic operation is done by the JDK's
 * providers. {@code Gateway} calls this at start, and {@code check} to see whether that would succeed.
 */
@NullMarked
package dev.sallyport.gateway.tls;

import org.jspecify.annotations.NullMarked;
