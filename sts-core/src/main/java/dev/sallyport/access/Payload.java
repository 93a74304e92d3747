package dev.sallyport.access;

/** The body of a request, read only once the head has passed every check that needs no body. */
public interface Payload {
    /**
     * SHA-256 of the whole body in lower-case hexadecimal. The body is read and held by the first call.
     *
     * @throws dev.sallyport.error.ApiException {@code RequestEntityTooLarge} past the limit
     */
    String sha256();
}
