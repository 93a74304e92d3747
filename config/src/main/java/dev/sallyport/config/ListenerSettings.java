package dev.sallyport.config;

import java.net.URI;

/**
 * Where one listener waits.
 *
 * @param address a literal IP address
 * @param publicUrl scheme, host and port by which clients reach it, without a path
 * @param transport how what arrives is protected
 */
public record ListenerSettings(String address, int port, URI publicUrl, Transport transport) {
    /** On another port; the public URL moves along if it named the old one. */
    public ListenerSettings onPort(int otherPort) {
        URI movedUrl = publicUrl.getPort() == port
                ? URI.create(publicUrl.getScheme() + "://" + publicUrl.getHost() + ":" + otherPort)
                : publicUrl;
        return new ListenerSettings(address, otherPort, movedUrl, transport);
    }
}
