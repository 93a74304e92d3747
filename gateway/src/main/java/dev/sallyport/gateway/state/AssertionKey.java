package dev.sallyport.gateway.state;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** The P-256 key that signs identity assertions to upstreams (ES256), and nothing else. Its private half never prints. */
public record AssertionKey(ECPrivateKey privateKey, ECPublicKey publicKey) {
    static AssertionKey generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            return new AssertionKey((ECPrivateKey) pair.getPrivate(), (ECPublicKey) pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no P-256", e);
        }
    }

    /** The pair in the clear, to be wrapped: length of the PKCS #8 private key, that key, the X.509 public key. */
    byte[] encode() {
        byte[] secret = privateKey.getEncoded();
        byte[] open = publicKey.getEncoded();
        return ByteBuffer.allocate(Integer.BYTES + secret.length + open.length)
                .putInt(secret.length)
                .put(secret)
                .put(open)
                .array();
    }

    /** @throws IllegalArgumentException unless {@code bytes} are what {@link #encode()} gives */
    static AssertionKey decode(byte[] bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            byte[] secret = new byte[Math.min(buffer.getInt(), buffer.remaining())];
            buffer.get(secret);
            byte[] open = new byte[buffer.remaining()];
            buffer.get(open);
            KeyFactory ec = KeyFactory.getInstance("EC");
            return new AssertionKey((ECPrivateKey) ec.generatePrivate(new PKCS8EncodedKeySpec(secret)), (ECPublicKey)
                    ec.generatePublic(new X509EncodedKeySpec(open)));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException("the assertion key is cut or of an unknown form", e);
        }
    }

    @Override
    public String toString() {
        return "AssertionKey[redacted]";
    }
}
