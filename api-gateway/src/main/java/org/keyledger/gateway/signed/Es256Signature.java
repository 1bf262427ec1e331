package org.keyledger.gateway.signed;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.regex.Pattern;
import org.keyledger.kernel.crypto.P256;

/**
 * An ES256 signature as a client sends it, not yet verified: base64url of {@code r || s}, 32 bytes each (RFC 7518,
 * section 3.4), or of the DER of ECDSA-Sig-Value (RFC 3279, section 2.2.3), which OpenSSL writes. Padding is optional,
 * because the base64url functions of Python and Java write it.
 */
final class Es256Signature {

    private static final int RAW_BYTES = 2 * P256.FIELD_BYTES;
    private static final int MAX_DER_BYTES = 2 + 2 * (2 + P256.FIELD_BYTES + 1);

    private static final int MAX_LENGTH = MAX_DER_BYTES * 4 / 3;
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]++={0,2}");

    private static final byte SEQUENCE = 0x30;
    private static final byte INTEGER = 0x02;

    private final BigInteger r;
    private final BigInteger s;

    private Es256Signature(BigInteger r, BigInteger s) {
        this.r = r;
        this.s = s;
    }

    /** @throws IllegalArgumentException unless it is base64url of 64 bytes or of strict DER */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Es256Signature parse(String text) {
        if (text.length() > MAX_LENGTH || !BASE64URL.matcher(text).matches()) {
            throw toInvalidSignatureException();
        }
        var bytes = decode(text);
        return bytes.length == RAW_BYTES ? ofRaw(bytes) : ofDer(ByteBuffer.wrap(bytes));
    }

    /** Accepts padding, but only if complete, and unused bits only if zero (RFC 4648, section 3.5). */
    private static byte[] decode(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            var padded = Base64.getUrlEncoder().encodeToString(bytes);
            if (text.equals(padded) || text.equals(padded.replace("=", ""))) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw toInvalidSignatureException();
        }
        throw toInvalidSignatureException();
    }

    private static Es256Signature ofRaw(byte[] bytes) {
        return new Es256Signature(
                new BigInteger(1, bytes, 0, P256.FIELD_BYTES),
                new BigInteger(1, bytes, P256.FIELD_BYTES, P256.FIELD_BYTES));
    }

    private static Es256Signature ofDer(ByteBuffer der) {
        if (der.remaining() < 2 || der.get() != SEQUENCE || der.get() != der.remaining()) {
            throw toInvalidSignatureException();
        }
        var signature = new Es256Signature(readInteger(der), readInteger(der));
        if (der.hasRemaining()) {
            throw toInvalidSignatureException();
        }
        return signature;
    }

    private static BigInteger readInteger(ByteBuffer der) {
        if (der.remaining() < 2 || der.get() != INTEGER) {
            throw toInvalidSignatureException();
        }
        var length = der.get();
        if (length < 1 || length > P256.FIELD_BYTES + 1 || length > der.remaining()) {
            throw toInvalidSignatureException();
        }
        var bytes = new byte[length];
        der.get(bytes);
        var value = new BigInteger(bytes);
        if (value.toByteArray().length != length) { // more bytes than needed (X.690, section 8.3.2)
            throw toInvalidSignatureException();
        }
        return value;
    }

    private static IllegalArgumentException toInvalidSignatureException() {
        return new IllegalArgumentException(
                "must be base64url of an ES256 signature: r and s of 32 bytes each, or DER");
    }

    /** Whether r and s are between 1 and n - 1, as FIPS 186-5, section 6.4.2 requires before anything is computed. */
    boolean isInRange() {
        return isInRange(r) && isInRange(s);
    }

    private static boolean isInRange(BigInteger value) {
        return value.signum() > 0 && value.compareTo(P256.ORDER) < 0;
    }

    /** In the form of the JCA's {@code SHA256withECDSA}. */
    byte[] der() {
        var first = r.toByteArray();
        var second = s.toByteArray();
        return ByteBuffer.allocate(2 + 2 + first.length + 2 + second.length)
                .put(SEQUENCE)
                .put((byte) (2 + first.length + 2 + second.length))
                .put(INTEGER)
                .put((byte) first.length)
                .put(first)
                .put(INTEGER)
                .put((byte) second.length)
                .put(second)
                .array();
    }

    /**
     * What identifies a verified signature: {@code r || s} with the lower of s and n - s. Anyone can make one valid
     * signature from the other, so both count as the same.
     */
    byte[] normalized() {
        var raw = new byte[RAW_BYTES];
        putInto(raw, P256.FIELD_BYTES, r);
        putInto(raw, RAW_BYTES, s.min(P256.ORDER.subtract(s)));
        return raw;
    }

    /** Right-aligned, so that it ends before the index. */
    private static void putInto(byte[] target, int end, BigInteger value) {
        var bytes = value.toByteArray();
        var length = Math.min(bytes.length, P256.FIELD_BYTES);
        System.arraycopy(bytes, bytes.length - length, target, end - length, length);
    }

    /** Hidden, because a signature that was not used yet is a credential. */
    @Override
    public String toString() {
        return "Es256Signature[hidden]";
    }
}
