package dev.sallyport.oidc;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;

/**
 * ECDSA signatures whose point has an x-coordinate that is not below the order of the curve's group.
 *
 * <p>A signature holds that coordinate modulo the order (FIPS 186-5, 6.4.2, step 8), so a small number can stand for two. The
 * platform's verifier of Java 17 forgets the larger one on P-384 and P-521 and refuses a good signature. One in 2^190 is such
 * a one; vectors contain them. Only public values are handled here, so time does not matter.
 *
 * <p>Points are in Jacobian coordinates: x is X / Z^2, y is Y / Z^3, and Z of the point at infinity is zero.
 */
final class EcdsaSecondCoordinate {
    private record Point(BigInteger x, BigInteger y, BigInteger z) {
        static final Point INFINITY = new Point(BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO);

        static Point of(ECPoint affine) {
            return new Point(affine.getAffineX(), affine.getAffineY(), BigInteger.ONE);
        }

        boolean isInfinity() {
            return z.signum() == 0;
        }
    }

    private final BigInteger prime;
    private final ECParameterSpec curve;

    private EcdsaSecondCoordinate(ECParameterSpec curve) {
        this.curve = curve;
        this.prime = ((ECFieldFp) curve.getCurve().getField()).getP();
    }

    /** Whether the signature is good by that larger coordinate; also false for one that is good by the smaller. */
    static boolean matches(SignatureAlgorithm algorithm, ECPublicKey key, byte[] signingInput, byte[] signature) {
        return new EcdsaSecondCoordinate(key.getParams()).isLarger(algorithm, key, signingInput, signature);
    }

    private boolean isLarger(SignatureAlgorithm algorithm, ECPublicKey key, byte[] signingInput, byte[] signature) {
        BigInteger order = curve.getOrder();
        int half = (order.bitLength() + 7) / 8;
        if (signature.length != 2 * half) {
            return false;
        }
        BigInteger r = new BigInteger(1, Arrays.copyOf(signature, half));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, half, 2 * half));
        BigInteger larger = r.add(order);
        boolean inRange = r.signum() > 0 && s.signum() > 0 && s.compareTo(order) < 0;
        if (!inRange || larger.compareTo(prime) >= 0) {
            return false;
        }
        // Each hash here is at most as long as the order, so that none of its bits is cut off.
        BigInteger hash = new BigInteger(1, hash(algorithm, signingInput));
        BigInteger inverse = s.modInverse(order);
        Point point = sum(
                hash.multiply(inverse).mod(order), Point.of(curve.getGenerator()),
                r.multiply(inverse).mod(order), Point.of(key.getW()));
        // X / Z^2 = larger, without the division.
        return !point.isInfinity() && point.x().equals(times(larger, times(point.z(), point.z())));
    }

    private static byte[] hash(SignatureAlgorithm algorithm, byte[] signingInput) {
        try {
            return MessageDigest.getInstance("SHA-" + algorithm.name().substring(2))
                    .digest(signingInput);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-2", e);
        }
    }

    /** {@code a * first + b * second}, bit by bit for both. */
    private Point sum(BigInteger a, Point first, BigInteger b, Point second) {
        Point both = plus(first, second);
        Point sum = Point.INFINITY;
        for (int bit = curve.getOrder().bitLength() - 1; bit >= 0; bit--) {
            sum = doubled(sum);
            if (a.testBit(bit) && b.testBit(bit)) {
                sum = plus(sum, both);
            } else if (a.testBit(bit)) {
                sum = plus(sum, first);
            } else if (b.testBit(bit)) {
                sum = plus(sum, second);
            }
        }
        return sum;
    }

    private Point doubled(Point p) {
        if (p.isInfinity() || p.y().signum() == 0) {
            return Point.INFINITY;
        }
        BigInteger yy = times(p.y(), p.y());
        BigInteger s = times(p.x(), yy).shiftLeft(2);
        BigInteger zz = times(p.z(), p.z());
        BigInteger slope = times(p.x(), p.x())
                .multiply(BigInteger.valueOf(3))
                .add(curve.getCurve().getA().multiply(times(zz, zz)));
        BigInteger x = slope.multiply(slope).subtract(s.shiftLeft(1)).mod(prime);
        BigInteger y = slope.multiply(s.subtract(x))
                .subtract(yy.multiply(yy).shiftLeft(3))
                .mod(prime);
        return new Point(x, y, times(p.y(), p.z()).shiftLeft(1).mod(prime));
    }

    private Point plus(Point p, Point q) {
        if (p.isInfinity()) {
            return q;
        }
        if (q.isInfinity()) {
            return p;
        }
        BigInteger pzz = times(p.z(), p.z());
        BigInteger qzz = times(q.z(), q.z());
        BigInteger u = times(p.x(), qzz);
        BigInteger s = times(p.y(), times(qzz, q.z()));
        BigInteger h = times(q.x(), pzz).subtract(u).mod(prime);
        BigInteger slope = times(q.y(), times(pzz, p.z())).subtract(s).mod(prime);
        if (h.signum() == 0) {
            return slope.signum() == 0 ? doubled(p) : Point.INFINITY;
        }
        BigInteger hh = times(h, h);
        BigInteger hhh = times(h, hh);
        BigInteger v = times(u, hh);
        BigInteger x =
                slope.multiply(slope).subtract(hhh).subtract(v.shiftLeft(1)).mod(prime);
        BigInteger y = slope.multiply(v.subtract(x)).subtract(s.multiply(hhh)).mod(prime);
        return new Point(x, y, times(h, times(p.z(), q.z())));
    }

    private BigInteger times(BigInteger a, BigInteger b) {
        return a.multiply(b).mod(prime);
    }
}
