package org.keyledger.query.projection;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.function.Function;
import org.keyledger.kernel.ErasureListener;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecentWrites;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.encryption.FieldEncryptor;

/**
 * Decrypted documents of all views without secrets that were read or written last, so that those of active users and
 * tenants are not decrypted by each query and each event. A document is used only while the stored one has the same position, so it is never stale: an event
 * changes a document at most once. All are dropped at an erasure, and each after a minute at most, which is also how long
 * keys are cached.
 */
final class OpenedDocuments implements ErasureListener {

    private static final int MAX_DOCUMENTS = 10_000;
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final RecentWrites<DocumentKey, Opened> documents =
            RecentWrites.of(MAX_DOCUMENTS, MAX_AGE, Ticker.systemTicker());

    private volatile long erasures;

    private record DocumentKey(String view, String id) {}

    private record Opened(Position position, Object document) {}

    <D> D get(ViewDefinition<D> view, Document stored, Function<Document, D> open) {
        var key = new DocumentKey(view.view(), stored.id());
        var known = documents.get(key);
        if (known != null && known.position().equals(stored.position())) {
            return view.type().cast(known.document());
        }
        var erasuresBefore = erasures;
        var opened = open.apply(stored);
        put(key, new Opened(stored.position(), opened), erasuresBefore);
        return opened;
    }

    /**
     * Encodes a document that is about to be stored, and keeps it as it was given, because it equals what decoding it
     * would give. One that was encoded without the key of an erased subject is not kept.
     */
    <D> Document encode(ViewDefinition<D> view, D document, Function<D, Document> encode) {
        var erasuresBefore = erasures;
        var stored = encode.apply(document);
        if (!FieldEncryptor.hasErasedField(stored.body())) {
            put(new DocumentKey(view.view(), stored.id()), new Opened(stored.position(), document), erasuresBefore);
        }
        return stored;
    }

    /** A document may contain what was erased meanwhile. */
    private void put(DocumentKey key, Opened opened, long erasuresBefore) {
        documents.put(key, opened);
        if (erasures != erasuresBefore) {
            documents.remove(key);
        }
    }

    @Override
    public synchronized void onErased() {
        erasures++;
        documents.clear();
    }
}
