package org.keyledger.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Read models: documents by id, by unique key and in pages by ordered index, written in batches together with the
 * checkpoint of their projection. Every implementation passes {@code ViewsContract}.
 */
public interface Views extends AutoCloseable {

    /**
     * One document of a view.
     *
     * @param id unique in its view
     * @param position the event that last changed it
     * @param body UTF-8 JSON
     * @param unique the key of the document in each unique index; no two documents share one
     * @param ordered the key of the document in each ordered index
     */
    record Document(
            String id, Position position, byte[] body, Map<String, String> unique, Map<String, IndexKey> ordered) {}

    /** A key in an ordered index: documents of one partition are sorted by {@code sortKey}. */
    record IndexKey(String partitionKey, String sortKey) {}

    /** A page of documents and the cursor of the next page, an encoded {@link PageCursor}; the last page has no cursor. */
    record Page(List<Document> documents, Optional<String> cursor) {}

    Optional<Document> find(String view, String id);

    /** The documents with these ids that exist, in no particular order, read with one request to the store. */
    List<Document> findAll(String view, Set<String> ids);

    Optional<Document> findUnique(String view, String index, String key);

    /**
     * The document with the least key that is equal to or greater than {@code key}. It takes the same time whether or not
     * {@code key} itself exists, so that the response time does not reveal it.
     */
    Optional<Document> ceiling(String view, String index, String key);

    /** The documents of a partition in descending order of their sort key, after the cursor. */
    Page page(String view, String index, String partition, Optional<String> cursor, int limit);

    /** Documents of a view in ascending order of their ids, from the first id greater than {@code after}. */
    List<Document> scan(String view, Optional<String> after, int limit);

    /** How many documents a view has. */
    long count(String view);

    /** The checkpoint of a projection; empty before its first batch. */
    Optional<Checkpoint> checkpoint(String projection);

    /**
     * How far a projection has handled the ledger.
     *
     * @param next the position of the next event to handle
     * @param token the opaque token that was stored with it
     */
    record Checkpoint(Position next, byte[] token) {}

    /**
     * Begins a batch of this projection; others see nothing of it before {@link Batch#commit}.
     *
     * @param from the checkpoint at which the projection read its events
     * @throws ConcurrentProjectionException if the checkpoint is another one: another owner has advanced the projection
     */
    Batch begin(String projection, Optional<Checkpoint> from);

    /** A short batch of changes for one thread. Closing it without a commit rolls it back. */
    interface Batch extends AutoCloseable {

        /** The document with the changes of this batch. */
        Optional<Document> find(String view, String id);

        Optional<Document> findUnique(String view, String index, String key);

        /** Every document of the partition, in descending order. */
        List<Document> all(String view, String index, String partition);

        void put(String view, Document document);

        void remove(String view, String id);

        void saveCheckpoint(Checkpoint checkpoint);

        void commit();

        @Override
        void close();
    }

    /** Another owner has advanced the projection; the batch was rolled back. */
    final class ConcurrentProjectionException extends RuntimeException {

        private static final long serialVersionUID = 1;

        public ConcurrentProjectionException(String projection) {
            super("projection " + projection + " was advanced by another owner, this batch was rolled back");
        }
    }

    /** Deletes all documents of a view; {@code view} is its own name, an alias is not resolved. */
    void drop(String view);

    /** Points {@code alias} to {@code view} atomically; a name without an assignment is its own view. */
    void assignAlias(String alias, String view);

    /** The view that an alias points to. */
    String resolveAlias(String alias);

    /** What was found to be damaged since the start, and the remedy; empty if nothing was found. */
    default Optional<String> damage() {
        return Optional.empty();
    }

    /** Reports content that cannot be decoded, for {@link #damage}. */
    default void reportDamage(String finding) {}

    @Override
    void close();
}
