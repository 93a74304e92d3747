package dev.sallyport.gateway.tls;

import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.gateway.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes TLS contexts from PEM. Protocol versions are chosen where a context is used: 1.2 and 1.3, nothing older. */
public final class Tls {
    private static final int LEAST_RSA_BITS = 2048;
    private static final int LEAST_EC_BITS = 256;
    private static final char[] NO_PASSWORD = new char[0];

    private Tls() {}

    /**
     * What a listener presents.
     *
     * @param expires when the server's own certificate does; past it no client connects
     */
    public record Server(SSLContext context, Instant expires) {}

    /**
     * @param chain PEM, the server's own certificate first
     * @param key PEM, not encrypted, which only its owner may be able to read
     * @throws FileFault when a file is missing, malformed, readable by others, or the two do not belong together
     */
    public static Server server(Path chain, Path key) {
        OwnerOnly.requireFile(key);
        return server(PemFile.read(chain), PemFile.read(key));
    }

    /**
     * The same with a key that came from elsewhere than a file.
     *
     * @param keyName where from, for the operator
     */
    public static Server server(Path chain, String keyName, String keyPem) {
        return server(PemFile.read(chain), new PemFile(keyName, keyPem));
    }

    private static Server server(PemFile chainFile, PemFile keyFile) {
        List<X509Certificate> chain = chainFile.certificates();
        PrivateKey key = keyFile.privateKey();
        X509Certificate own = chain.get(0);
        requireStrong(own);
        if (!belongTogether(own, key)) {
            throw new FileFault("the private key does not belong to the first certificate, of `"
                    + own.getSubjectX500Principal() + "`: put the server's own certificate first, or name its key");
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            return new Server(
                    context(keys.getKeyManagers(), null), own.getNotAfter().toInstant());
        } catch (GeneralSecurityException | IOException e) {
            throw new FileFault(
                    "the certificate of `" + own.getSubjectX500Principal() + "` cannot be used (" + e + ")", e);
        }
    }

    /**
     * A context for calls to servers whose certificates come from the authorities in {@code authorities}, a PEM file, and
     * from no other.
     *
     * @throws FileFault when the file is missing, malformed, or holds no certificate
     */
    public static SSLContext clientTrusting(Path authorities) {
        return clientTrusting(PemFile.read(authorities).certificates());
    }

    /** A context for calls to servers whose certificates come from {@code authorities} and from no other. */
    public static SSLContext clientTrusting(List<X509Certificate> authorities) {
        if (authorities.isEmpty()) {
            throw new IllegalArgumentException("no authority to trust"); // The JDK would trust its own instead.
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return context(null, trust.getTrustManagers());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java runtime cannot hold certificates", e);
        }
    }

    private static SSLContext context(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, new SecureRandom());
        return context;
    }

    private static void requireStrong(X509Certificate certificate) {
        boolean strong = true;
        if (certificate.getPublicKey() instanceof RSAPublicKey rsa) {
            strong = rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
        } else if (certificate.getPublicKey() instanceof ECPublicKey ec) {
            strong = ec.getParams().getOrder().bitLength() >= LEAST_EC_BITS;
        }
        if (!strong) {
            throw new FileFault("the key of the certificate of `" + certificate.getSubjectX500Principal()
                    + "` is too short: make one with RSA of " + LEAST_RSA_BITS + " bits or P-256 at least");
        }
    }

    /** Whether a signature of the one verifies with the other. */
    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm(); // Ed25519 and Ed448 are their own.
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(certificate.getEncoded());
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(certificate.getEncoded());
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // Of different kinds, or of none that TLS uses.
        }
    }
}
