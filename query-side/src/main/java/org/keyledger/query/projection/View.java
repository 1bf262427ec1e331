package org.keyledger.query.projection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.keyledger.ledger.PageCursor;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.encryption.EncryptedJsonCodec;
import org.keyledger.ledger.encryption.FieldDecryptionException;
import tools.jackson.core.JacksonException;

/**
 * A view: the documents of one kind. Queries read committed documents; changes are made in the batch of the current
 * event, and are skipped if the document was already written at that event or a later one.
 */
public final class View<D> {

    /** Few documents may satisfy the condition of a page, so more are read at a time than the page can contain. */
    private static final int MAX_READ_SIZE = 200;

    private final ViewDefinition<D> definition;
    private final Views views;
    private final Supplier<VersionedBatch> batch;
    private final EncryptedJsonCodec json;
    private final OpenedDocuments opened;
    private final boolean hasSecrets;

    /** A document and the position of the event that last changed it. */
    private record PositionedDocument<D>(Position position, D document) {}

    View(
            ViewDefinition<D> definition,
            Views views,
            Supplier<VersionedBatch> batch,
            EncryptedJsonCodec json,
            OpenedDocuments opened) {
        this.definition = definition;
        this.views = views;
        this.batch = batch;
        this.json = json;
        this.opened = opened;
        this.hasSecrets = definition.hasSecrets();
    }

    public Optional<D> find(Object id) {
        return views.find(definition.view(), id.toString()).map(this::open);
    }

    /** For event handlers: the document with the changes of the current batch, which {@link #find} does not see. */
    public Optional<D> findInBatch(Object id) {
        return current(id.toString()).map(PositionedDocument::document);
    }

    public Optional<D> findUnique(String index, Object key) {
        return views.findUnique(definition.view(), index, key.toString()).map(this::open);
    }

    /**
     * Like {@link #findUnique}, but if no document matches, another one is read and decrypted, so that both cases take
     * the same time. Only an empty view answers faster. No document is taken from memory decrypted, which would show who
     * logged in recently.
     */
    public Optional<D> findUniqueInConstantTime(String index, String key) {
        var nearest =
                views.ceiling(definition.view(), index, key).or(() -> views.ceiling(definition.view(), index, ""));
        var decoded = nearest.map(this::decode);
        return decoded.filter(
                document -> key.equals(definition.uniqueKeysOf(document).get(index)));
    }

    /**
     * Documents of a partition that satisfy a condition, in descending order, starting after the cursor of the previous
     * page. Has a cursor only if another such document follows.
     */
    public Page<D> page(String index, Object partition, Optional<String> cursor, int limit, Predicate<D> condition) {
        var found = new ArrayList<D>();
        var afterLast = Optional.<String>empty();
        var next = cursor;
        var readSize = limit + 1;
        do {
            var page = views.page(definition.view(), index, partition.toString(), next, readSize);
            for (var document : page.documents()) {
                var decoded = open(document);
                if (condition.test(decoded)) {
                    if (found.size() == limit) {
                        return new Page<>(List.copyOf(found), afterLast);
                    }
                    found.add(decoded);
                    afterLast = Optional.of(PageCursor.after(document, index).encode());
                }
            }
            next = page.cursor();
            readSize = MAX_READ_SIZE;
        } while (next.isPresent());
        return new Page<>(List.copyOf(found), Optional.empty());
    }

    /**
     * Passes every document to the reader, in the order of ids; documents that are changed meanwhile are passed in
     * their old or new state.
     */
    public void forEach(Consumer<D> reader) {
        new DocumentIterator(views, definition.view()).forEachRemaining(document -> reader.accept(decode(document)));
    }

    /**
     * Writes a document that no earlier event wrote, without looking for it. If this event is handled again, so are all
     * later ones, which change the document again.
     */
    public void add(Object id, Position position, D document) {
        write(Optional.empty(), id.toString(), position, document);
    }

    /** Writes a document, replacing an existing one. */
    public void put(Object id, Position position, D document) {
        var existing = current(id.toString());
        if (isNewer(existing, position)) {
            write(existing, id.toString(), position, document);
        }
    }

    /**
     * Changes a document.
     *
     * @throws IllegalStateException if the document does not exist, because the events start after its creation
     */
    public void change(Object id, Position position, UnaryOperator<D> change) {
        var existing = current(id.toString());
        var document = existing.orElseThrow(() -> new IllegalStateException("Event at position " + position
                        + " changes a document that view " + definition.view() + " does not contain"))
                .document();
        if (isNewer(existing, position)) {
            write(existing, id.toString(), position, change.apply(document));
        }
    }

    /** Changes a document; does nothing if an event of another aggregate has removed it. */
    public void changeIfPresent(Object id, Position position, UnaryOperator<D> change) {
        var existing = current(id.toString());
        if (existing.isPresent() && isNewer(existing, position)) {
            write(existing, id.toString(), position, change.apply(existing.get().document()));
        }
    }

    /** Changes a document, or writes {@code first} if it does not exist. */
    public void change(Object id, Position position, D first, UnaryOperator<D> change) {
        var existing = current(id.toString());
        if (isNewer(existing, position)) {
            var document =
                    existing.isEmpty() ? first : change.apply(existing.get().document());
            write(existing, id.toString(), position, document);
        }
    }

    /** Removes a document if it exists. */
    public void remove(Object id) {
        batch.get().remove(definition.view(), id.toString());
    }

    /** Removes the matching documents of a partition and passes each to {@code listener}. */
    public void removeAll(String index, Object partition, Predicate<D> condition, Consumer<D> listener) {
        for (var document : batch.get().all(definition.view(), index, partition.toString())) {
            var decoded = decode(document);
            if (condition.test(decoded)) {
                batch.get().remove(definition.view(), document.id());
                listener.accept(decoded);
            }
        }
    }

    /**
     * Removes documents whose end has passed, those that ended first, and passes each to {@code listener}.
     *
     * @return how many were removed; fewer than {@code limit} if no other has ended
     */
    public int removeEnded(Instant now, int limit, Consumer<D> listener) {
        if (firstToEnd(1).stream().noneMatch(document -> definition.hasEnded(decode(document), now))) {
            return 0;
        }
        var removed = 0;
        for (var document : firstToEnd(limit)) {
            // Read again in the batch: an event may have moved the end meanwhile.
            var current = current(document.id()).map(PositionedDocument::document);
            if (current.filter(it -> definition.hasEnded(it, now)).isPresent()) {
                remove(document.id());
                listener.accept(current.get());
                removed++;
            }
        }
        return removed;
    }

    private List<Document> firstToEnd(int limit) {
        return views.page(
                        definition.view(), ViewDefinition.BY_END, ViewDefinition.END_PARTITION, Optional.empty(), limit)
                .documents();
    }

    private Optional<PositionedDocument<D>> current(String id) {
        var pending = batch.get().pendingWrite(definition.view(), id);
        return pending.isPresent()
                ? pending.map(write -> new PositionedDocument<>(
                        write.position(), definition.type().cast(write.document())))
                : batch.get()
                        .find(definition.view(), id)
                        .map(stored -> new PositionedDocument<>(stored.position(), open(stored)));
    }

    private static boolean isNewer(Optional<? extends PositionedDocument<?>> existing, Position position) {
        return existing.isEmpty() || existing.get().position().isBefore(position);
    }

    private void write(Optional<PositionedDocument<D>> existing, String id, Position position, D document) {
        if (existing.isEmpty()
                || definition.uniqueKeysOf(existing.get().document()).equals(definition.uniqueKeysOf(document))) {
            batch.get()
                    .defer(new PendingWrite(
                            definition.view(), id, position, document, () -> toStored(id, position, document)));
        } else {
            batch.get().put(definition.view(), toStored(id, position, document));
        }
    }

    private Document toStored(String id, Position position, D document) {
        return hasSecrets
                ? encode(id, position, document)
                : opened.encode(definition, document, it -> encode(id, position, it));
    }

    private Document encode(String id, Position position, D document) {
        return new Document(
                id,
                position,
                json.encode(document, definition.view(), id),
                definition.uniqueKeysOf(document),
                definition.indexKeysOf(document));
    }

    private D open(Document document) {
        return hasSecrets ? decode(document) : opened.get(definition, document, this::decode);
    }

    /** @throws StoreUnavailableException if the document is damaged */
    private D decode(Document document) {
        try {
            return json.decode(document.body(), definition.type(), definition.view(), document.id());
        } catch (JacksonException | FieldDecryptionException e) {
            var finding = "Document " + document.id() + " of view " + definition.view() + " is malformed";
            views.reportDamage(finding);
            throw new StoreUnavailableException(finding + ": run ./keyledger rebuild while the service is stopped", e);
        }
    }
}
