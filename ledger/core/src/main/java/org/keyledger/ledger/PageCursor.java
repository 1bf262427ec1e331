package org.keyledger.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** Where a page ended: opaque to those who carry it from one page to the next. */
public record PageCursor(String sortKey, String id) {

    public String encode() {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(sortKey.getBytes(UTF_8)) + "." + encoder.encodeToString(id.getBytes(UTF_8));
    }

    /** @throws IllegalArgumentException if this was never a cursor */
    public static PageCursor decode(String encoded) {
        int dot = encoded.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("not a cursor");
        }
        Base64.Decoder decoder = Base64.getUrlDecoder();
        return new PageCursor(
                new String(decoder.decode(encoded.substring(0, dot)), UTF_8),
                new String(decoder.decode(encoded.substring(dot + 1)), UTF_8));
    }
}
