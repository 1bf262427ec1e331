package org.keyledger.query.projection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.encryption.EncryptedJsonCodec;
import tools.jackson.databind.JsonNode;

/** Compares two generations of the read models; both are read once, in the order of their ids. */
final class ReadModelDiff {

    private static final int MAX_EXAMPLES = 100;

    private final Views current;
    private final Views rebuilt;
    private final EncryptedJsonCodec json;
    private final Instant now;
    private final List<String> examples = new ArrayList<>();
    private long documents;
    private long count;

    ReadModelDiff(Views current, Views rebuilt, EncryptedJsonCodec json, Instant now) {
        this.current = current;
        this.rebuilt = rebuilt;
        this.json = json;
        this.now = now;
    }

    Differences compareAll(List<String> views) {
        views.forEach(this::compare);
        return new Differences(documents, count, List.copyOf(examples));
    }

    private void compare(String view) {
        var existing = new DocumentIterator(current, view);
        var rebuiltDocuments = new DocumentIterator(rebuilt, view);
        while (existing.hasNext() || rebuiltDocuments.hasNext()) {
            documents++;
            var order = existing.compareNextId(rebuiltDocuments);
            if (order < 0) {
                addUnlessEnded(view, existing.next(), "has no event in the ledger");
            } else if (order > 0) {
                addUnlessEnded(view, rebuiltDocuments.next(), "is missing");
            } else {
                var document = existing.next();
                if (!areEqual(view, document, rebuiltDocuments.next())) {
                    addDifference(view, document, "differs from the rebuilt document");
                }
            }
        }
    }

    /** Ended documents are removed at any time after their end, so the current read models may still contain them. */
    private void addUnlessEnded(String view, Document document, String problem) {
        var end = document.ordered().get(ViewDefinition.BY_END);
        if (end == null || end.sortKey().compareTo(ViewDefinition.endSortKey(now)) < 0) {
            addDifference(view, document, problem);
        }
    }

    private void addDifference(String view, Document document, String problem) {
        count++;
        if (examples.size() < MAX_EXAMPLES) {
            examples.add(view + "/" + document.id() + " " + problem);
        }
    }

    private boolean areEqual(String view, Document one, Document other) {
        return one.position().equals(other.position())
                && one.unique().equals(other.unique())
                && one.ordered().equals(other.ordered())
                && decode(view, one).equals(decode(view, other));
    }

    private JsonNode decode(String view, Document document) {
        return json.decode(document.body(), JsonNode.class, view, document.id());
    }
}
