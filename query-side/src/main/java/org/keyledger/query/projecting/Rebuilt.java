package org.keyledger.query.projecting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.veiling.SealedJson;
import tools.jackson.databind.JsonNode;

/** Read models that were made anew and wait to take the place of the current ones. */
final class Rebuilt {

    private static final int SCANNED = 500;

    private final Edition current;
    private final Edition fresh;
    private final SealedJson json;
    private final List<String> views;

    Rebuilt(Edition current, Edition fresh, SealedJson json, List<String> views) {
        this.current = current;
        this.fresh = fresh;
        this.json = json;
        this.views = views;
    }

    /** Lets them take the place of the current ones, all at once, and drops every older edition. */
    void publish() {
        fresh.publish();
        fresh.dropOlder(views);
    }

    /** Drops them unseen. */
    void discard() {
        views.forEach(fresh::drop);
    }

    /** The documents that are not the same in both. */
    List<String> differences() {
        var found = new ArrayList<String>();
        for (var view : views) {
            differences(view, current, fresh, found);
            missing(view, fresh, current, found);
        }
        return found;
    }

    private void differences(String view, Views one, Views other, List<String> found) {
        each(view, one, document -> other.find(view, document.id()).filter(it -> same(view, document, it)), found);
    }

    private static void missing(String view, Views one, Views other, List<String> found) {
        each(view, one, document -> other.find(view, document.id()), found);
    }

    private static void each(String view, Views views, Counterpart counterpart, List<String> found) {
        var after = Optional.<String>empty();
        do {
            var documents = views.scan(view, after, SCANNED);
            documents.stream()
                    .filter(document -> counterpart.of(document).isEmpty())
                    .forEach(document -> found.add(view + "/" + document.id()));
            after = documents.isEmpty()
                    ? Optional.empty()
                    : Optional.of(documents.get(documents.size() - 1).id());
        } while (after.isPresent());
    }

    private boolean same(String view, Document one, Document other) {
        return one.position().equals(other.position())
                && one.unique().equals(other.unique())
                && one.ordered().equals(other.ordered())
                && opened(view, one).equals(opened(view, other));
    }

    private JsonNode opened(String view, Document document) {
        return json.open(document.body(), JsonNode.class, view, document.id());
    }

    private interface Counterpart {

        Optional<Document> of(Document document);
    }
}
