package dev.sallyport.oidc;

import java.math.BigInteger;

/**
 * Recognises RSA moduli of the Infineon library that can be factored (CVE-2017-15361).
 *
 * <p>Its primes are of the form {@code k * M + (65537^a mod M)}, where {@code M} is a product of small primes. So modulo each
 * of these small primes, modulus and primes alike are powers of 65537. That is true of a random modulus with a chance of
 * about 2^-28 (Nemec et al., "The Return of Coppersmith's Attack", CCS 2017, section 3.1).
 */
final class RocaFingerprint {
    // The small primes modulo which 65537 does not generate every residue, so that there is something to see.
    private static final int[] PRIMES = {11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157};
    private static final int GENERATOR = 65537;

    private RocaFingerprint() {}

    static boolean isOn(BigInteger modulus) {
        for (int prime : PRIMES) {
            int residue = modulus.mod(BigInteger.valueOf(prime)).intValue();
            if (!isPowerOfGenerator(residue, prime)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPowerOfGenerator(int residue, int prime) {
        int power = 1;
        do {
            if (power == residue) {
                return true;
            }
            power = power * (GENERATOR % prime) % prime;
        } while (power != 1);
        return false;
    }
}
