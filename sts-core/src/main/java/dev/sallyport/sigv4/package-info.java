/**
 * AWS Signature Version 4: reading a signed request, rebuilding what was signed, verifying it, and signing.
 *
 * <p>Only the header form is spoken; presigned (query) authentication, unsigned and streaming payloads are recognised and
 * refused by name. Everything is rebuilt from the raw path, raw query and header list as they arrived. Where a key comes
 * from, whether a session token is good and what the caller may do is decided elsewhere: the gateway and the filter call
 * {@link dev.sallyport.sigv4.SignatureVerifier} first, then look up the key, then verify.
 *
 * <p>A character of a request stands for one byte (ISO-8859-1), as HTTP servers hand header values over.
 */
@NullMarked
package dev.sallyport.sigv4;

import org.jspecify.annotations.NullMarked;
