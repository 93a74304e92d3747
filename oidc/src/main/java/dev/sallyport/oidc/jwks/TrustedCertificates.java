package dev.sallyport.oidc.jwks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The authorities that a provider's server certificate must come from. */
public final class TrustedCertificates {
    /** More certificates in one file are refused; the largest public bundles have about 150. */
    public static final int MAX_CERTIFICATES = 1000;

    private TrustedCertificates() {}

    /**
     * Reads the content of a CA file: one or more X.509 certificates in PEM.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static List<X509Certificate> parsePem(byte[] pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Certificate certificate : factory.generateCertificates(new ByteArrayInputStream(pem))) {
                if (certificate instanceof X509Certificate x509) {
                    certificates.add(x509);
                }
            }
        } catch (CertificateException notCertificates) {
            throw new IllegalArgumentException("the CA file does not hold certificates in PEM", notCertificates);
        }
        if (certificates.isEmpty() || certificates.size() > MAX_CERTIFICATES) {
            throw new IllegalArgumentException("a CA file holds 1 to " + MAX_CERTIFICATES + " certificates in PEM");
        }
        return certificates;
    }

    /** A TLS context that trusts these and nothing else. */
    static SSLContext tlsContext(List<X509Certificate> certificates) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                trusted.setCertificateEntry("authority-" + i, certificates.get(i));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalStateException("the trusted certificates cannot be used for TLS", unusable);
        }
    }
}
