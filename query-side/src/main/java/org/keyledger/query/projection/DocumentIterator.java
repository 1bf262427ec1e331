package org.keyledger.query.projection;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Document;

/** All documents of a view in the order of their ids, read in pages. */
final class DocumentIterator implements Iterator<Document> {

    private static final int READ_BATCH_SIZE = 500;

    private final Views views;
    private final String view;
    private final Queue<Document> page = new ArrayDeque<>();
    private Optional<String> after = Optional.empty();
    private boolean exhausted;

    DocumentIterator(Views views, String view) {
        this.views = views;
        this.view = view;
    }

    @Override
    public boolean hasNext() {
        if (page.isEmpty() && !exhausted) {
            page.addAll(views.scan(view, after, READ_BATCH_SIZE));
            exhausted = page.size() < READ_BATCH_SIZE;
        }
        return !page.isEmpty();
    }

    @Override
    public Document next() {
        var next = page.remove();
        after = Optional.of(next.id());
        return next;
    }

    /** Below zero if its next document comes before the other's, zero if both have one id; one that is over comes last. */
    int compareNextId(DocumentIterator other) {
        if (!hasNext() || !other.hasNext()) {
            return hasNext() ? -1 : 1;
        }
        return peek().id().compareTo(other.peek().id());
    }

    private Document peek() {
        return Objects.requireNonNull(page.peek());
    }
}
