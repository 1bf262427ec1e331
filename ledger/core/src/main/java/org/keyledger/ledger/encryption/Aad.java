package org.keyledger.ledger.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Associated data of an encrypted field (RFC 5116): where the field is stored; it can be decrypted nowhere else. Each part
 * follows its length, so that different places have different associated data.
 */
final class Aad {

    /** The parts of the place, which all fields of a record share. */
    private final byte[] place;

    Aad(List<String> parts) {
        byte[] encoded = new byte[0];
        for (String part : parts) {
            encoded = append(encoded, part);
        }
        this.place = encoded;
    }

    byte[] forField(String field) {
        return append(place, field);
    }

    private static byte[] append(byte[] before, String part) {
        byte[] bytes = part.getBytes(UTF_8);
        return ByteBuffer.allocate(before.length + Integer.BYTES + bytes.length)
                .put(before)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }
}
