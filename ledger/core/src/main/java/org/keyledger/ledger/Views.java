package org.keyledger.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Read models: documents by id, by unique key and in pages by ordered index; written in batches together with the place
 * their projection has reached. Every implementation passes {@code ViewsContract}.
 */
public interface Views extends AutoCloseable {

    /**
     * One document of a view.
     *
     * @param id unique in its view
     * @param position the event it was last written at
     * @param body UTF-8 JSON
     * @param unique for each unique index the key that leads here; no two documents share one
     * @param ordered for each ordered index where the document stands in it
     */
    record Document(
            String id, Position position, byte[] body, Map<String, String> unique, Map<String, IndexKey> ordered) {}

    /** A place in an ordered index: documents of one partition, sorted by a string. */
    record IndexKey(String partitionKey, String sortKey) {}

    /** A page and where the next one begins; no cursor after the last. */
    record Page(List<Document> documents, Optional<String> cursor) {}

    Optional<Document> find(String view, String id);

    /** Those of these documents that are there, in no order: one question to the store, however many. */
    List<Document> findAll(String view, Set<String> ids);

    Optional<Document> findUnique(String view, String index, String key);

    /**
     * The document that this key leads to, else the one that the next greater key leads to; empty if there is neither. It
     * costs the same in both cases: for who must not show whether there is one.
     */
    Optional<Document> ceiling(String view, String index, String key);

    /** The documents of a partition in descending order of their sort string, after the cursor. */
    Page page(String view, String index, String partition, Optional<String> cursor, int limit);

    /** Documents of a view in ascending order of their ids, from the first one after {@code after} on: for who needs all. */
    List<Document> scan(String view, Optional<String> after, int limit);

    /** How many documents a view holds. */
    long count(String view);

    /** The place that a projection has reached: its position and the opaque token it stored with it. */
    Optional<Checkpoint> checkpoint(String projection);

    /** What a projection has reached. */
    record Checkpoint(Position next, byte[] token) {}

    /**
     * Begins a batch of this projection. Nothing is seen by others before {@link Batch#commit}.
     *
     * @param from what the projection had reached when it read its events; a batch that begins elsewhere is refused
     * @throws ConcurrentProjectionException if another owner has moved the projection
     */
    Batch begin(String projection, Optional<Checkpoint> from);

    /** A batch of changes; one thread, short. Closing without a commit undoes it. */
    interface Batch extends AutoCloseable {

        /** The document as this batch sees it. */
        Optional<Document> find(String view, String id);

        Optional<Document> findUnique(String view, String index, String key);

        /** Every document of the partition, in descending order. */
        List<Document> all(String view, String index, String partition);

        void put(String view, Document document);

        void remove(String view, String id);

        void saveCheckpoint(Checkpoint progress);

        void commit();

        @Override
        void close();
    }

    /** Another owner has moved the projection on; this one's batch must not count. */
    final class ConcurrentProjectionException extends RuntimeException {

        private static final long serialVersionUID = 1;

        public ConcurrentProjectionException(String projection) {
            super("projection " + projection + " was moved by another owner; this batch was undone");
        }
    }

    /** Forgets all documents of a view, named by its own name: an alias is not followed. */
    void drop(String view);

    /** Lets {@code alias} mean {@code view} from now on, in one step; views that were never pointed at mean themselves. */
    void assignAlias(String alias, String view);

    /** The view that an alias means. */
    String resolveAlias(String alias);

    @Override
    void close();
}
