package dev.sallyport.gateway.tls;

import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** A certificate for {@code localhost} that nobody else vouches for, and its key, as PEM. */
public record SelfSigned(KeyPair keys, X509CertificateHolder certificate) {
    public static final Instant EXPIRES = Instant.parse("2099-01-01T00:00:00Z");

    public static SelfSigned make(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        KeyPair keys = generator.generateKeyPair();
        X500Name name = new X500Name("CN=localhost");
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                Date.from(EXPIRES),
                name,
                keys.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
        String signature = algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        return new SelfSigned(keys, builder.build(new JcaContentSignerBuilder(signature).build(keys.getPrivate())));
    }

    public String certificatePem() throws Exception {
        return pem(certificate);
    }

    public String keyPem() throws Exception {
        return pem(new PemObject("PRIVATE KEY", keys.getPrivate().getEncoded()));
    }

    /** Writes {@code name.pem} and, with rights for the owner alone, {@code name.key}. */
    public void write(Path directory, String name) throws Exception {
        Files.writeString(directory.resolve(name + ".pem"), certificatePem());
        Path key = directory.resolve(name + ".key");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, keyPem());
    }

    /** As {@code openssl ecparam -genkey} writes an EC key: SEC 1, after a block that names the curve. */
    public String sec1KeyPem() throws Exception {
        PrivateKeyInfo pkcs8 = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
        ASN1Encodable curve = pkcs8.getPrivateKeyAlgorithm().getParameters();
        ECPrivateKey key =
                new ECPrivateKey(256, ((java.security.interfaces.ECPrivateKey) keys.getPrivate()).getS(), curve);
        return pem(new PemObject("EC PARAMETERS", curve.toASN1Primitive().getEncoded()))
                + pem(new PemObject("EC PRIVATE KEY", key.getEncoded()));
    }

    static String pem(Object object) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}
