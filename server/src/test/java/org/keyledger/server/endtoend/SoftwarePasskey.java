package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** A passkey with user verification and its own counter, which answers the options of either API as a browser does. */
final class SoftwarePasskey {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PRESENT_AND_VERIFIED = 0x05;
    private static final int WITH_CREDENTIAL = 0x40;
    private static final int AAGUID_BYTES = 16;
    private static final int COORDINATE_BYTES = 32;

    private final byte[] id = new byte[16];
    private final KeyPair keys;
    private final String origin;
    private String userHandle = "";
    private int counter;

    private SoftwarePasskey(String origin, KeyPair keys) {
        this.origin = origin;
        this.keys = keys;
        RANDOM.nextBytes(id);
    }

    /** @param origin of the pages that use it */
    static SoftwarePasskey at(String origin) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return new SoftwarePasskey(origin, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body of {@code registration/finish}. */
    String register(JsonNode options, String name) {
        userHandle = options.at("/user/id").asString();
        var clientData = clientData("webauthn.create", options);
        var attestation = new ByteArrayOutputStream();
        attestation.write(0xA3);
        write(attestation, text("fmt"), text("none"), text("attStmt"));
        attestation.write(0xA0);
        write(attestation, text("authData"), bytes(authenticatorData(WITH_CREDENTIAL, credential())));
        return "{\"name\":\"%s\",\"credential\":{\"id\":\"%s\",\"type\":\"public-key\",\"response\":%s}}"
                .formatted(
                        name,
                        encode(id),
                        "{\"clientDataJSON\":\"%s\",\"attestationObject\":\"%s\"}"
                                .formatted(encode(clientData), encode(attestation.toByteArray())));
    }

    /** The body of {@code login/finish}. */
    String logIn(JsonNode options) {
        counter++;
        var clientData = clientData("webauthn.get", options);
        var data = authenticatorData(0, new byte[0]);
        return "{\"credential\":{\"id\":\"%s\",\"type\":\"public-key\",\"response\":%s}}"
                .formatted(
                        encode(id),
                        "{\"clientDataJSON\":\"%s\",\"authenticatorData\":\"%s\",\"signature\":\"%s\",\"userHandle\":\"%s\"}"
                                .formatted(
                                        encode(clientData), encode(data), encode(sign(data, clientData)), userHandle));
    }

    private byte[] clientData(String type, JsonNode options) {
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(type, options.at("/challenge").asString(), origin)
                .getBytes(UTF_8);
    }

    private byte[] authenticatorData(int flags, byte[] credential) {
        var hash = sha256(URI.create(origin).getHost().getBytes(UTF_8));
        return ByteBuffer.allocate(hash.length + 1 + Integer.BYTES + credential.length)
                .put(hash)
                .put((byte) (PRESENT_AND_VERIFIED | flags))
                .putInt(counter)
                .put(credential)
                .array();
    }

    /** Attested credential data without a model (WebAuthn Level 3, section 6.5.1) with a COSE key (RFC 9053, section 7.1). */
    private byte[] credential() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        var key = new ByteArrayOutputStream();
        write(key, new byte[] {(byte) 0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21});
        write(key, bytes(coordinate(point.getAffineX())), new byte[] {0x22}, bytes(coordinate(point.getAffineY())));
        return ByteBuffer.allocate(AAGUID_BYTES + Short.BYTES + id.length + key.size())
                .position(AAGUID_BYTES)
                .putShort((short) id.length)
                .put(id)
                .put(key.toByteArray())
                .array();
    }

    private static byte[] coordinate(BigInteger value) {
        var encoded = value.toByteArray();
        var length = Math.min(encoded.length, COORDINATE_BYTES);
        return ByteBuffer.allocate(COORDINATE_BYTES)
                .position(COORDINATE_BYTES - length)
                .put(encoded, encoded.length - length, length)
                .array();
    }

    private byte[] sign(byte[] data, byte[] clientData) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate(), RANDOM);
            signature.update(data);
            signature.update(sha256(clientData));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A text of at most 23 bytes in CBOR (RFC 8949). */
    private static byte[] text(String text) {
        var encoded = text.getBytes(US_ASCII);
        return ByteBuffer.allocate(1 + encoded.length)
                .put((byte) (0x60 + encoded.length))
                .put(encoded)
                .array();
    }

    /** Bytes, of which there are 24 to 255, in CBOR (RFC 8949). */
    private static byte[] bytes(byte[] bytes) {
        return ByteBuffer.allocate(2 + bytes.length)
                .put((byte) 0x58)
                .put((byte) bytes.length)
                .put(bytes)
                .array();
    }

    private static void write(ByteArrayOutputStream to, byte[]... parts) {
        for (var part : parts) {
            to.writeBytes(part);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
