package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.crypto.Jwk;
import org.keyledger.kernel.crypto.P256;

/**
 * The public key of a signing key: a point of the curve P-256. Stored and returned as PEM (RFC 7468, section 13) with
 * lines of 64 characters, whichever form was sent; equal if the points are equal.
 */
public final class SigningPublicKey {

    private static final String EXPECTED =
            "must be an EC P-256 public key, as PEM (\"-----BEGIN PUBLIC KEY-----\") or as a JWK object";
    private static final String PRIVATE_KEY_SENT =
            "must not contain a private key. The private key that was sent is no longer secret: "
                    + "create a new key pair and send only its public key";

    private static final int MAX_PEM_LENGTH = 4_096;
    private static final String PEM_START = "-----BEGIN PUBLIC KEY-----\n";
    private static final String PEM_END = "-----END PUBLIC KEY-----\n";
    private static final int PEM_LINE_LENGTH = 64;

    /**
     * Everything before the coordinates in the DER of RFC 5480, section 2: id-ecPublicKey, the named curve secp256r1,
     * and the mark of an uncompressed point.
     */
    private static final byte[] DER_START =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private static final Pattern JWK_COORDINATE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final ECPublicKey key;
    private final String pem;

    private SigningPublicKey(byte[] x, byte[] y) {
        this.key = P256.publicKey(new BigInteger(1, x), new BigInteger(1, y));
        this.pem = PEM_START
                + Base64.getMimeEncoder(PEM_LINE_LENGTH, new byte[] {'\n'}).encodeToString(der(x, y))
                + "\n"
                + PEM_END;
    }

    /**
     * @param json a string with one PEM block (line breaks LF or CRLF, an uncompressed point), or the members of a JWK
     *     (RFC 7517). Members of a JWK that this service does not know are ignored, as RFC 7517, section 4 requires
     * @throws IllegalArgumentException unless it is a public key on P-256 for ES256 signatures
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static SigningPublicKey parse(Object json) {
        if (json instanceof String pem) {
            return ofPem(pem);
        }
        if (json instanceof Map<?, ?> jwk) {
            return ofJwk(jwk);
        }
        throw new IllegalArgumentException(EXPECTED);
    }

    private static SigningPublicKey ofPem(String text) {
        require(!text.contains("PRIVATE KEY-----"), PRIVATE_KEY_SENT);
        require(!text.strip().startsWith("{"), "must be a JSON object if it is a JWK, not a string");
        require(text.length() <= MAX_PEM_LENGTH, EXPECTED);
        var pem = text.replace("\r\n", "\n");
        pem = pem.endsWith("\n") ? pem : pem + "\n";
        require(
                pem.startsWith(PEM_START) && pem.endsWith("\n" + PEM_END),
                EXPECTED + ". PEM must be one block with line breaks and nothing before or after it");
        var der = decodeLines(pem.substring(PEM_START.length(), pem.length() - PEM_END.length()));
        require(
                der.length == DER_START.length + 2 * P256.FIELD_BYTES
                        && Arrays.equals(DER_START, Arrays.copyOf(der, DER_START.length)),
                EXPECTED + ". Its curve must be named prime256v1 (secp256r1), its point uncompressed");
        var middle = DER_START.length + P256.FIELD_BYTES;
        return new SigningPublicKey(
                Arrays.copyOfRange(der, DER_START.length, middle), Arrays.copyOfRange(der, middle, der.length));
    }

    /** Accepts only the one encoding of the bytes: complete padding, unused bits zero (RFC 4648, section 3.5). */
    private static byte[] decodeLines(String lines) {
        var base64 = lines.replace("\n", "");
        try {
            var bytes = Base64.getDecoder().decode(base64);
            require(Base64.getEncoder().encodeToString(bytes).equals(base64), "must have valid Base64 in its PEM");
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must have valid Base64 in its PEM", e);
        }
    }

    private static SigningPublicKey ofJwk(Map<?, ?> jwk) {
        require(!jwk.containsKey("d"), PRIVATE_KEY_SENT);
        require(
                "EC".equals(jwk.get("kty")) && "P-256".equals(jwk.get("crv")),
                "must have kty EC and crv P-256 as a JWK");
        require(isAbsentOr(jwk, "use", "sig") && isAbsentOr(jwk, "alg", "ES256"), "must be for use sig and alg ES256");
        require(
                !jwk.containsKey("key_ops")
                        || (jwk.get("key_ops") instanceof Collection<?> operations && operations.contains("verify")),
                "must have the operation verify if it has key_ops");
        return new SigningPublicKey(coordinate(jwk.get("x")), coordinate(jwk.get("y")));
    }

    private static boolean isAbsentOr(Map<?, ?> jwk, String member, String value) {
        return !jwk.containsKey(member) || value.equals(jwk.get(member));
    }

    /** RFC 7518, section 6.2.1.2: exactly as many bytes as the curve's field. */
    private static byte[] coordinate(@Nullable Object text) {
        if (text instanceof String base64url
                && JWK_COORDINATE.matcher(base64url).matches()) {
            var bytes = Base64.getUrlDecoder().decode(base64url);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(base64url)) {
                return bytes;
            }
        }
        throw new IllegalArgumentException("must have x and y of " + P256.FIELD_BYTES + " bytes in base64url as a JWK");
    }

    private static byte[] der(byte[] x, byte[] y) {
        var der = Arrays.copyOf(DER_START, DER_START.length + x.length + y.length);
        System.arraycopy(x, 0, der, DER_START.length, x.length);
        System.arraycopy(y, 0, der, DER_START.length + x.length, y.length);
        return der;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    public ECPublicKey key() {
        return key;
    }

    /** One PEM block with LF line breaks, one at the end too. */
    @JsonValue
    public String pem() {
        return pem;
    }

    /** The thumbprint of RFC 7638 with SHA-256: 43 characters. */
    public String thumbprint() {
        return Jwk.thumbprint(key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningPublicKey that && pem.equals(that.pem);
    }

    @Override
    public int hashCode() {
        return pem.hashCode();
    }

    @Override
    public String toString() {
        return "SigningPublicKey[" + thumbprint() + "]";
    }
}
