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

    private final ViewDefinition<D> definition;
    private final Views views;
    private final Supplier<VersionedBatch> batch;
    private final EncryptedJsonCodec json;

    /** A document as it is now, and the event it was last changed at. */
    private record PositionedDocument<D>(Position position, D document) {}

    View(ViewDefinition<D> definition, Views views, Supplier<VersionedBatch> batch, EncryptedJsonCodec json) {
        this.definition = definition;
        this.views = views;
        this.batch = batch;
        this.json = json;
    }

    public Optional<D> find(Object id) {
        return views.find(definition.view(), id.toString()).map(this::decode);
    }

    public Optional<D> findUnique(String index, Object key) {
        return views.findUnique(definition.view(), index, key.toString()).map(this::decode);
    }

    /**
     * As {@link #findUnique}, and where there is none another document is looked up and opened in its place, so that both
     * take as long; only a view that is empty is quicker.
     */
    public Optional<D> findUniqueInConstantTime(String index, String key) {
        var nearest =
                views.ceiling(definition.view(), index, key).or(() -> views.ceiling(definition.view(), index, ""));
        var opened = nearest.map(this::decode);
        return opened.filter(
                document -> key.equals(definition.uniqueKeysOf(document).get(index)));
    }

    /** Documents of a partition in descending order, those after the cursor of the page before. */
    public Page<D> page(String index, Object partition, Optional<String> cursor, int limit) {
        var page = views.page(definition.view(), index, partition.toString(), cursor, limit);
        return new Page<>(page.documents().stream().map(this::decode).toList(), page.cursor());
    }

    /** Every document, in the order of their ids; those that change meanwhile may be seen as they were or are. */
    public void forEach(Consumer<D> reader) {
        new DocumentIterator(views, definition.view()).forEachRemaining(document -> reader.accept(decode(document)));
    }

    /** Writes a new document, or another in its place. */
    public void put(Object id, Position position, D document) {
        var held = current(id.toString());
        if (isNewer(held, position)) {
            write(held, id.toString(), position, document);
        }
    }

    /**
     * Changes a document.
     *
     * @throws IllegalStateException if there is none: a history that begins in the middle
     */
    public void change(Object id, Position position, UnaryOperator<D> change) {
        var held = current(id.toString());
        var document = held.orElseThrow(() -> new IllegalStateException(
                        "the event at " + position + " changes a document that " + definition.view() + " never had"))
                .document();
        if (isNewer(held, position)) {
            write(held, id.toString(), position, change.apply(document));
        }
    }

    /** Changes a document, unless the event of another aggregate removed it meanwhile. */
    public void changeIfPresent(Object id, Position position, UnaryOperator<D> change) {
        var held = current(id.toString());
        if (held.isPresent() && isNewer(held, position)) {
            write(held, id.toString(), position, change.apply(held.get().document()));
        }
    }

    /** Changes a document, or begins with this one. */
    public void change(Object id, Position position, D first, UnaryOperator<D> change) {
        var held = current(id.toString());
        if (isNewer(held, position)) {
            var document = held.isEmpty() ? first : change.apply(held.get().document());
            write(held, id.toString(), position, document);
        }
    }

    /** Removes a document if it is there. */
    public void remove(Object id) {
        batch.get().remove(definition.view(), id.toString());
    }

    /** Removes those of a partition that are not wanted any more, and tells of each. */
    public void removeAll(String index, Object partition, Predicate<D> unwanted, Consumer<D> removed) {
        for (var document : batch.get().all(definition.view(), index, partition.toString())) {
            var opened = decode(document);
            if (unwanted.test(opened)) {
                batch.get().remove(definition.view(), document.id());
                removed.accept(opened);
            }
        }
    }

    private Optional<PositionedDocument<D>> current(String id) {
        var draft = batch.get().pendingWrite(definition.view(), id);
        return draft.isPresent()
                ? draft.map(it -> new PositionedDocument<>(
                        it.position(), definition.type().cast(it.document())))
                : batch.get()
                        .find(definition.view(), id)
                        .map(it -> new PositionedDocument<>(it.position(), decode(it)));
    }

    private static boolean isNewer(Optional<? extends PositionedDocument<?>> held, Position position) {
        return held.isEmpty() || held.get().position().isBefore(position);
    }

    private void write(Optional<PositionedDocument<D>> held, String id, Position position, D document) {
        if (held.isEmpty()
                || definition.uniqueKeysOf(held.get().document()).equals(definition.uniqueKeysOf(document))) {
            batch.get()
                    .defer(new PendingWrite(
                            definition.view(), id, position, document, () -> encode(id, position, document)));
        } else {
            batch.get().put(definition.view(), encode(id, position, document));
        }
    }

    private Document encode(String id, Position position, D document) {
        return new Document(
                id,
                position,
                json.encode(document, definition.view(), id),
                definition.uniqueKeysOf(document),
                definition.indexKeysOf(document));
    }

    private D decode(Document document) {
        return json.decode(document.body(), definition.type(), definition.view(), document.id());
    }
}
