package org.keyledger.benchmarks;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;

/** A key pair on the curve P-256. */
final class EllipticKeyPair {

    private static final int COORDINATE_BYTES = 32;

    private final KeyPair pair;

    private EllipticKeyPair(KeyPair pair) {
        this.pair = pair;
    }

    static EllipticKeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new EllipticKeyPair(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Signs with ECDSA and SHA-256.
     *
     * @param algorithm of the JDK, which decides how the signature is encoded
     */
    byte[] sign(String algorithm, byte[]... parts) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            for (byte[] part : parts) {
                signature.update(part);
            }
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key in X.509. */
    byte[] encoded() {
        return pair.getPublic().getEncoded();
    }

    byte[] x() {
        return coordinate(((ECPublicKey) pair.getPublic()).getW().getAffineX());
    }

    byte[] y() {
        return coordinate(((ECPublicKey) pair.getPublic()).getW().getAffineY());
    }

    /** 32 bytes, without the sign and with leading zeros. */
    private static byte[] coordinate(BigInteger value) {
        byte[] encoded = value.toByteArray();
        int length = Math.min(encoded.length, COORDINATE_BYTES);
        return ByteBuffer.allocate(COORDINATE_BYTES)
                .position(COORDINATE_BYTES - length)
                .put(encoded, encoded.length - length, length)
                .array();
    }
}
