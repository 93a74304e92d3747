package dev.sallyport.gateway.state;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;

/**
 * The keys that sign the tokens of {@code GetWebIdentityToken}, one for each of its algorithms, and nothing else. Their
 * private halves never print.
 *
 * @param rsaPublic for RS256
 * @param ecPublic on P-384, for ES384
 */
public record OutboundKeys(
        RSAPrivateKey rsaPrivate, RSAPublicKey rsaPublic, ECPrivateKey ecPrivate, ECPublicKey ecPublic) {
    private static final int RSA_BITS = 2048;

    public static OutboundKeys generate(SecureRandom random) {
        KeyPair rsa = pair("RSA", new RSAKeyGenParameterSpec(RSA_BITS, RSAKeyGenParameterSpec.F4), random);
        KeyPair ec = pair("EC", new ECGenParameterSpec("secp384r1"), random);
        return new OutboundKeys(
                (RSAPrivateKey) rsa.getPrivate(),
                (RSAPublicKey) rsa.getPublic(),
                (ECPrivateKey) ec.getPrivate(),
                (ECPublicKey) ec.getPublic());
    }

    private static KeyPair pair(String algorithm, AlgorithmParameterSpec parameters, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + algorithm, e);
        }
    }

    /** The keys in the clear, to be wrapped: each after its length, private ones in PKCS #8 and public ones in X.509. */
    byte[] encode() {
        byte[][] parts = {rsaPrivate.getEncoded(), rsaPublic.getEncoded(), ecPrivate.getEncoded(), ecPublic.getEncoded()
        };
        int length = 0;
        for (byte[] part : parts) {
            length += Integer.BYTES + part.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            buffer.putInt(part.length).put(part);
        }
        return buffer.array();
    }

    /** @throws IllegalArgumentException unless {@code bytes} are what {@link #encode()} gives */
    static OutboundKeys decode(byte[] bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            KeyFactory ec = KeyFactory.getInstance("EC");
            OutboundKeys keys = new OutboundKeys(
                    (RSAPrivateKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(part(buffer))),
                    (RSAPublicKey) rsa.generatePublic(new X509EncodedKeySpec(part(buffer))),
                    (ECPrivateKey) ec.generatePrivate(new PKCS8EncodedKeySpec(part(buffer))),
                    (ECPublicKey) ec.generatePublic(new X509EncodedKeySpec(part(buffer))));
            if (buffer.hasRemaining()) {
                throw new IllegalArgumentException("there are bytes after the keys");
            }
            return keys;
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException("the outbound keys are cut or of an unknown form", e);
        }
    }

    private static byte[] part(ByteBuffer buffer) {
        byte[] part = new byte[Math.min(buffer.getInt(), buffer.remaining())];
        buffer.get(part);
        return part;
    }

    @Override
    public String toString() {
        return "OutboundKeys[redacted]";
    }
}
