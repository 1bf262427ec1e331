package org.keyledger.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;

/** A passkey (WebAuthn Level 3) that always verifies its user and counts its signatures. */
final class SoftwareAuthenticator {

    private static final int PRESENT_AND_VERIFIED = 0x05;
    private static final int WITH_CREDENTIAL = 0x40;
    private static final int AAGUID_BYTES = 16;

    private final byte[] id = sha256(UUID.randomUUID().toString().getBytes(US_ASCII));
    private final EllipticKeyPair pair = EllipticKeyPair.generate();
    private String origin = "";
    private String userHandle = "";
    private int counter;

    /**
     * The new credential in JSON, without attestation (section 8.7).
     *
     * @param pages the origin of the pages that use it
     */
    String register(String pages, String challenge, String user) {
        origin = pages;
        userHandle = user;
        ByteArrayOutputStream attestation = new ByteArrayOutputStream();
        attestation.write(0xA3);
        attestation.writeBytes(text("fmt"));
        attestation.writeBytes(text("none"));
        attestation.writeBytes(text("attStmt"));
        attestation.write(0xA0);
        attestation.writeBytes(text("authData"));
        attestation.writeBytes(bytes(authenticatorData(WITH_CREDENTIAL, credential())));
        return credentialJson("{\"clientDataJSON\":\"%s\",\"attestationObject\":\"%s\"}"
                .formatted(encode(clientData("webauthn.create", challenge)), encode(attestation.toByteArray())));
    }

    /** The assertion in JSON. */
    String sign(String challenge) {
        counter++;
        byte[] clientData = clientData("webauthn.get", challenge);
        byte[] data = authenticatorData(0, new byte[0]);
        byte[] signature = pair.sign("SHA256withECDSA", data, sha256(clientData));
        return credentialJson(
                "{\"clientDataJSON\":\"%s\",\"authenticatorData\":\"%s\",\"signature\":\"%s\",\"userHandle\":\"%s\"}"
                        .formatted(encode(clientData), encode(data), encode(signature), userHandle));
    }

    private String credentialJson(String response) {
        return "{\"id\":\"%s\",\"type\":\"public-key\",\"response\":%s}".formatted(encode(id), response);
    }

    private byte[] clientData(String type, String challenge) {
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(type, challenge, origin)
                .getBytes(UTF_8);
    }

    private byte[] authenticatorData(int flags, byte[] credential) {
        byte[] relyingParty = sha256(URI.create(origin).getHost().getBytes(US_ASCII));
        return ByteBuffer.allocate(relyingParty.length + 1 + Integer.BYTES + credential.length)
                .put(relyingParty)
                .put((byte) (PRESENT_AND_VERIFIED | flags))
                .putInt(counter)
                .put(credential)
                .array();
    }

    /** Attested credential data (section 6.5.1) with a COSE key (RFC 9053, section 7.1.1). */
    private byte[] credential() {
        byte[] head = {(byte) 0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21};
        byte[] x = bytes(pair.x());
        byte[] y = bytes(pair.y());
        return ByteBuffer.allocate(AAGUID_BYTES + Short.BYTES + id.length + head.length + x.length + 1 + y.length)
                .position(AAGUID_BYTES)
                .putShort((short) id.length)
                .put(id)
                .put(head)
                .put(x)
                .put((byte) 0x22)
                .put(y)
                .array();
    }

    /** A text of at most 23 bytes in CBOR (RFC 8949). */
    private static byte[] text(String text) {
        return ByteBuffer.allocate(1 + text.length())
                .put((byte) (0x60 + text.length()))
                .put(text.getBytes(US_ASCII))
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
