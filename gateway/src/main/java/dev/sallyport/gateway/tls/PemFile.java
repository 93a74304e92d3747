package dev.sallyport.gateway.tls;

import dev.sallyport.gateway.files.FileFault;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** What is in a PEM text; {@code name} is the file it came from, for the operator. */
final class PemFile {
    /** Certificate chains are a few kilobytes, bundles of authorities a few hundred. */
    private static final int MAX_BYTES = 1024 * 1024;

    private static final Map<ASN1ObjectIdentifier, String> JDK_NAMES = Map.of(
            PKCSObjectIdentifiers.rsaEncryption, "RSA",
            X9ObjectIdentifiers.id_ecPublicKey, "EC",
            EdECObjectIdentifiers.id_Ed25519, "EdDSA",
            EdECObjectIdentifiers.id_Ed448, "EdDSA");

    private final String name;
    private final String text;

    PemFile(String name, String text) {
        this.name = name;
        this.text = text;
    }

    static PemFile read(Path path) {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new FileFault("the file `" + path + "` is larger than " + MAX_BYTES
                        + " bytes, which no PEM file of ours is: name the right one");
            }
            return new PemFile(path.toString(), Files.readString(path, StandardCharsets.US_ASCII));
        } catch (CharacterCodingException e) {
            throw notPem(path.toString(), "it is not ASCII text", e);
        } catch (NoSuchFileException e) {
            throw new FileFault("there is no file `" + path + "`: create it or correct the path", e);
        } catch (IOException e) {
            throw new FileFault("`" + path + "` cannot be read (" + e + "): give this user the right to", e);
        }
    }

    /** All certificates, in the order of the file. */
    List<X509Certificate> certificates() {
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        List<X509Certificate> certificates = new ArrayList<>();
        for (Object object : objects()) {
            if (object instanceof X509CertificateHolder holder) {
                try {
                    certificates.add(converter.getCertificate(holder));
                } catch (CertificateException e) {
                    throw notPem(name, "certificate " + (certificates.size() + 1) + " is malformed", e);
                }
            }
        }
        if (certificates.isEmpty()) {
            throw new FileFault(
                    "the file `" + name
                            + "` holds no certificate: it must be PEM with `-----BEGIN CERTIFICATE-----`, the server's own first");
        }
        return certificates;
    }

    PrivateKey privateKey() {
        List<PrivateKey> keys = new ArrayList<>();
        for (Object object : objects()) {
            try {
                if (object instanceof PrivateKeyInfo pkcs8) {
                    keys.add(privateKey(pkcs8));
                } else if (object instanceof PEMKeyPair pair) {
                    keys.add(privateKey(pair.getPrivateKeyInfo()));
                } else if (object instanceof PKCS8EncryptedPrivateKeyInfo || object instanceof PEMEncryptedKeyPair) {
                    throw new FileFault("the key in `" + name
                            + "` is encrypted: decrypt it with `openssl pkey` and let file rights protect it");
                }
            } catch (IOException | GeneralSecurityException e) {
                throw notPem(name, "its key is malformed or of a kind this Java runtime does not know", e);
            }
        }
        if (keys.size() != 1) {
            throw new FileFault("the file `" + name + "` holds " + keys.size()
                    + " private keys: it must hold one, in PEM with `-----BEGIN PRIVATE KEY-----`");
        }
        return keys.get(0);
    }

    // Bouncy Castle's own converter asks for `ECDSA` keys, which only its own provider has.
    private static PrivateKey privateKey(PrivateKeyInfo pkcs8) throws IOException, GeneralSecurityException {
        String algorithm = JDK_NAMES.get(pkcs8.getPrivateKeyAlgorithm().getAlgorithm());
        if (algorithm == null) {
            throw new NoSuchAlgorithmException("neither RSA nor EC nor EdDSA");
        }
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8.getEncoded()));
    }

    private List<Object> objects() {
        List<Object> objects = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                objects.add(object);
            }
        } catch (IOException | RuntimeException e) {
            throw notPem(name, "it cannot be decoded", e);
        }
        return objects;
    }

    private static FileFault notPem(String name, String what, Exception e) {
        // Not the message of the parser: it may show a piece of the key.
        return new FileFault("the file `" + name + "` is not PEM (" + what + "): write it again with `openssl`", e);
    }
}
