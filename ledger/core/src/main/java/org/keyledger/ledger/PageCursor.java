package org.keyledger.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.Page;

/** The last document of a page; encoded, it is opaque to clients. */
public record PageCursor(String sortKey, String id) {

    /** The cursor of the page that starts after this document. */
    public static PageCursor after(Document document, String index) {
        String sortKey = Objects.requireNonNull(document.ordered().get(index)).sortKey();
        return new PageCursor(sortKey, document.id());
    }

    public String encode() {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(sortKey.getBytes(UTF_8)) + "." + encoder.encodeToString(id.getBytes(UTF_8));
    }

    /** @throws IllegalArgumentException if {@code encoded} is not an encoded cursor */
    public static PageCursor decode(String encoded) {
        int dot = encoded.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("not a page cursor");
        }
        Base64.Decoder decoder = Base64.getUrlDecoder();
        return new PageCursor(
                new String(decoder.decode(encoded.substring(0, dot)), UTF_8),
                new String(decoder.decode(encoded.substring(dot + 1)), UTF_8));
    }

    /**
     * Makes a page from the result of a query for one document more than the page contains; the additional document shows
     * whether there is a next page.
     *
     * @param found in the order of the index
     */
    public static Page page(List<Document> found, String index, int limit) {
        if (found.size() <= limit) {
            return new Page(found, Optional.empty());
        }
        PageCursor cursor = after(found.get(limit - 1), index);
        return new Page(List.copyOf(found.subList(0, limit)), Optional.of(cursor.encode()));
    }
}
