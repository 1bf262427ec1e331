package org.keyledger.query.projection;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.encryption.EncryptedJsonCodec;

/**
 * The documents of one kind. Questions see what is committed; changes are made in the batch of the event that is being
 * handled, and do nothing to a document that was written at that event or after it.
 */
public final class View<D> {

    private final ViewDefinition<D> kind;
    private final Views views;
    private final Supplier<VersionedBatch> batch;
    private final EncryptedJsonCodec json;

    /** A document as it is now, and the event it was last changed at. */
    private record PositionedDocument<D>(Position position, D document) {}

    View(ViewDefinition<D> kind, Views views, Supplier<VersionedBatch> batch, EncryptedJsonCodec json) {
        this.kind = kind;
        this.views = views;
        this.batch = batch;
        this.json = json;
    }

    public Optional<D> find(Object id) {
        return views.find(kind.view(), id.toString()).map(this::open);
    }

    public Optional<D> findUnique(String index, Object key) {
        return views.findUnique(kind.view(), index, key.toString()).map(this::open);
    }

    /**
     * As {@link #findUnique}, and where there is none another document is looked up and opened in its place, so that both
     * take as long; only a view that is empty is quicker.
     */
    public Optional<D> findUniqueSecretly(String index, String key) {
        var nearest = views.ceiling(kind.view(), index, key).or(() -> views.ceiling(kind.view(), index, ""));
        var opened = nearest.map(this::open);
        return opened.filter(document -> key.equals(kind.uniqueOf(document).get(index)));
    }

    /** Documents of a partition in descending order, those after the cursor of the page before. */
    public Page<D> page(String index, Object partition, Optional<String> cursor, int limit) {
        var page = views.page(kind.view(), index, partition.toString(), cursor, limit);
        return new Page<>(page.documents().stream().map(this::open).toList(), page.cursor());
    }

    /** Every document, in the order of their ids; those that change meanwhile may be seen as they were or are. */
    public void forEach(Consumer<D> reader) {
        new DocumentIterator(views, kind.view()).forEachRemaining(document -> reader.accept(open(document)));
    }

    /** Writes a new document, or another in its place. */
    public void put(Object id, Position position, D document) {
        var held = held(id.toString());
        if (isNews(held, position)) {
            write(held, id.toString(), position, document);
        }
    }

    /**
     * Changes a document.
     *
     * @throws IllegalStateException if there is none: a history that begins in the middle
     */
    public void change(Object id, Position position, UnaryOperator<D> change) {
        var held = held(id.toString());
        var document = held.orElseThrow(() -> new IllegalStateException(
                        "the event at " + position + " changes a document that " + kind.view() + " never had"))
                .document();
        if (isNews(held, position)) {
            write(held, id.toString(), position, change.apply(document));
        }
    }

    /** Changes a document, unless the event of another aggregate removed it meanwhile. */
    public void changeIfThere(Object id, Position position, UnaryOperator<D> change) {
        var held = held(id.toString());
        if (held.isPresent() && isNews(held, position)) {
            write(held, id.toString(), position, change.apply(held.get().document()));
        }
    }

    /** Changes a document, or begins with this one. */
    public void change(Object id, Position position, D first, UnaryOperator<D> change) {
        var held = held(id.toString());
        if (isNews(held, position)) {
            var document = held.isEmpty() ? first : change.apply(held.get().document());
            write(held, id.toString(), position, document);
        }
    }

    /** Removes a document if it is there. */
    public void remove(Object id) {
        batch.get().remove(kind.view(), id.toString());
    }

    /** Removes those of a partition that are not wanted any more, and tells of each. */
    public void removeAll(String index, Object partition, Predicate<D> unwanted, Consumer<D> removed) {
        for (var document : batch.get().all(kind.view(), index, partition.toString())) {
            var opened = open(document);
            if (unwanted.test(opened)) {
                batch.get().remove(kind.view(), document.id());
                removed.accept(opened);
            }
        }
    }

    private Optional<PositionedDocument<D>> held(String id) {
        var draft = batch.get().draft(kind.view(), id);
        return draft.isPresent()
                ? draft.map(it ->
                        new PositionedDocument<>(it.position(), kind.type().cast(it.document())))
                : batch.get().find(kind.view(), id).map(it -> new PositionedDocument<>(it.position(), open(it)));
    }

    private static boolean isNews(Optional<? extends PositionedDocument<?>> held, Position position) {
        return held.isEmpty() || held.get().position().isBefore(position);
    }

    private void write(Optional<PositionedDocument<D>> held, String id, Position position, D document) {
        if (held.isEmpty() || kind.uniqueOf(held.get().document()).equals(kind.uniqueOf(document))) {
            batch.get()
                    .keep(new PendingWrite(kind.view(), id, position, document, () -> sealed(id, position, document)));
        } else {
            batch.get().put(kind.view(), sealed(id, position, document));
        }
    }

    private Document sealed(String id, Position position, D document) {
        return new Document(
                id,
                position,
                json.encode(document, kind.view(), id),
                kind.uniqueOf(document),
                kind.orderedOf(document));
    }

    private D open(Document document) {
        return json.decode(document.body(), kind.type(), kind.view(), document.id());
    }
}
