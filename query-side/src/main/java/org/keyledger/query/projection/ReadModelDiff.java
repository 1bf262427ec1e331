package org.keyledger.query.projection;

import java.util.ArrayList;
import java.util.List;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.encryption.EncryptedJsonCodec;
import tools.jackson.databind.JsonNode;

/** Holds two editions against each other, both read once in the order of their ids. */
final class ReadModelDiff {

    private static final int NAMED = 100;

    private final Views current;
    private final Views fresh;
    private final EncryptedJsonCodec json;
    private final List<String> first = new ArrayList<>();
    private long documents;
    private long count;

    ReadModelDiff(Views current, Views fresh, EncryptedJsonCodec json) {
        this.current = current;
        this.fresh = fresh;
        this.json = json;
    }

    Differences of(List<String> views) {
        views.forEach(this::compare);
        return new Differences(documents, count, List.copyOf(first));
    }

    private void compare(String view) {
        var held = new DocumentIterator(current, view);
        var made = new DocumentIterator(fresh, view);
        while (held.hasNext() || made.hasNext()) {
            documents++;
            var order = held.order(made);
            if (order < 0) {
                note(view, held.next(), "is there, and no event speaks for it");
            } else if (order > 0) {
                note(view, made.next(), "is missing");
            } else {
                var document = held.next();
                if (!same(view, document, made.next())) {
                    note(view, document, "is not what the events make of it");
                }
            }
        }
    }

    private void note(String view, Document document, String what) {
        count++;
        if (first.size() < NAMED) {
            first.add(view + "/" + document.id() + " " + what);
        }
    }

    private boolean same(String view, Document one, Document other) {
        return one.position().equals(other.position())
                && one.unique().equals(other.unique())
                && one.ordered().equals(other.ordered())
                && opened(view, one).equals(opened(view, other));
    }

    private JsonNode opened(String view, Document document) {
        return json.decode(document.body(), JsonNode.class, view, document.id());
    }
}
