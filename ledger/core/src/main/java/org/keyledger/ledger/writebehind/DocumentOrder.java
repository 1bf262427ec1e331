package org.keyledger.ledger.writebehind;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;
import org.keyledger.ledger.PageCursor;
import org.keyledger.ledger.Views.Document;

/** The orders in which stores return documents. Stores compare text by its UTF-8 bytes. */
final class DocumentOrder {

    static final Comparator<String> TEXT =
            (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));

    static final Comparator<Document> BY_ID = Comparator.comparing(Document::id, TEXT);

    static final Comparator<PageCursor> BY_SORT_KEY =
            Comparator.comparing(PageCursor::sortKey, TEXT).thenComparing(PageCursor::id, TEXT);

    private DocumentOrder() {}

    /** For documents that have a key in this unique index. */
    static Comparator<Document> byUniqueKey(String index) {
        return Comparator.comparing(it -> it.unique().getOrDefault(index, ""), TEXT);
    }

    /** For documents that have a key in this ordered index. */
    static Comparator<Document> descending(String index) {
        return Comparator.comparing((Document it) -> PageCursor.after(it, index), BY_SORT_KEY)
                .reversed();
    }
}
