package org.keyledger.kernel.crypto;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;

/** The elliptic curve P-256 (secp256r1, prime256v1) of NIST SP 800-186, section 3.2.1.3. */
public final class P256 {

    /** Bytes of a coordinate and of a number modulo the order. */
    public static final int FIELD_BYTES = 32;

    private static final ECParameterSpec PARAMETERS = parameters();
    private static final BigInteger PRIME = ((ECFieldFp) PARAMETERS.getCurve().getField()).getP();

    /** The order n of the base point. */
    public static final BigInteger ORDER = PARAMETERS.getOrder();

    private P256() {}

    /**
     * The public key with this point. The group has cofactor 1, so every point of the curve is a valid public key (NIST
     * SP 800-186, appendix D.1.1).
     *
     * @throws IllegalArgumentException unless the point is on the curve, with both coordinates below the prime
     */
    public static ECPublicKey publicKey(BigInteger x, BigInteger y) {
        if (!isOnCurve(x, y)) {
            throw new IllegalArgumentException("must be a point on the curve P-256");
        }
        try {
            var spec = new ECPublicKeySpec(new ECPoint(x, y), PARAMETERS);
            return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("EC keys are not available in this JVM", e);
        }
    }

    private static boolean isOnCurve(BigInteger x, BigInteger y) {
        if (x.signum() < 0 || y.signum() < 0 || x.compareTo(PRIME) >= 0 || y.compareTo(PRIME) >= 0) {
            return false;
        }
        var curve = PARAMETERS.getCurve();
        var right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB());
        return y.multiply(y).subtract(right).mod(PRIME).signum() == 0;
    }

    private static ECParameterSpec parameters() {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("curve P-256 is not available in this JVM", e);
        }
    }
}
