package org.keyledger.query.projection;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Document;

/** Iterates over all documents of a view in the order of their ids, reading them in batches. */
final class DocumentIterator implements Iterator<Document> {

    private static final int READ_BATCH_SIZE = 500;

    private final Views views;
    private final String view;
    private final Queue<Document> batch = new ArrayDeque<>();
    private Optional<String> after = Optional.empty();
    private boolean exhausted;

    DocumentIterator(Views views, String view) {
        this.views = views;
        this.view = view;
    }

    @Override
    public boolean hasNext() {
        if (batch.isEmpty() && !exhausted) {
            batch.addAll(views.scan(view, after, READ_BATCH_SIZE));
            exhausted = batch.size() < READ_BATCH_SIZE;
        }
        return !batch.isEmpty();
    }

    @Override
    public Document next() {
        var next = batch.remove();
        after = Optional.of(next.id());
        return next;
    }

    /** Compares the ids of the next documents; an iterator without further documents is greater. */
    int compareNextId(DocumentIterator other) {
        if (!hasNext() || !other.hasNext()) {
            return hasNext() ? -1 : 1;
        }
        return peek().id().compareTo(other.peek().id());
    }

    private Document peek() {
        return Objects.requireNonNull(batch.peek());
    }
}
