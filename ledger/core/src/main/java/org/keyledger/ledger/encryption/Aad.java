package org.keyledger.ledger.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Where a sealed field belongs; it opens nowhere else. Each part is written with its length before it, so that no two
 * places read alike.
 */
record Aad(List<String> parts) {

    Aad {
        parts = List.copyOf(parts);
    }

    byte[] forField(String field) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(part -> write(out, part));
        write(out, field);
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String part) {
        byte[] bytes = part.getBytes(UTF_8);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }
}
