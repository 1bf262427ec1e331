package org.keyledger.ledger.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Associated data of an encrypted field (RFC 5116): where the field is stored; it can be decrypted nowhere else. Each part
 * follows its length, so that different places have different associated data.
 */
record Aad(List<String> parts) {

    Aad {
        parts = List.copyOf(parts);
    }

    byte[] forField(String field) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        parts.forEach(part -> write(output, part));
        write(output, field);
        return output.toByteArray();
    }

    private static void write(ByteArrayOutputStream output, String part) {
        byte[] bytes = part.getBytes(UTF_8);
        output.writeBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        output.writeBytes(bytes);
    }
}
