package org.keyledger.command.publisher;

import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The publisher's checkpoint: stored in {@code identity.publisher.v1}, in the same transaction as the records that it
 * covers.
 *
 * @param ledger id of the ledger whose events are published
 * @param epoch the epoch of the ledger
 * @param position position of the last event that was published or skipped as private
 * @param hash hash of the commit that contains the position, in hex; empty if it is not known
 */
record PublishedPosition(UUID ledger, int epoch, long position, String hash) {

    private static final String UNKNOWN_HASH = "";

    static PublishedPosition at(LedgerFeed feed, long position) {
        var hash = feed.hashAt(position).orElseThrow();
        return new PublishedPosition(feed.identity().id(), feed.identity().epoch(), position, hash.toString());
    }

    /** The position of a published event, without hash. Its header {@code ce_id} is {@code <ledger>.<epoch>/<position>}. */
    static PublishedPosition ofEvent(ConsumerRecord<String, byte[]> event) {
        var parts = RecordAuthentication.byName(event.headers())
                .orElseThrow()
                .getOrDefault("ce_id", "")
                .split("[./]");
        return new PublishedPosition(
                UUID.fromString(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]), UNKNOWN_HASH);
    }

    /**
     * Returns the position if the ledger contains it. If a restore has ended the published epoch, returns the last
     * position that both epochs share; the new epoch is published from there. Events of an epoch that the ledger does
     * not contain at all, for example after two restores of the same backup, are published again with the same ids.
     *
     * @throws PublisherDivergedException if the ledger does not contain the position: it is another ledger, or was
     *     restored or altered
     */
    long verifyAgainst(LedgerFeed feed) {
        var current = feed.identity();
        if (!ledger.equals(current.id())) {
            throw new PublisherDivergedException("Kafka topics contain events of ledger " + ledger
                    + ", but this is ledger " + current.id() + ". Use separate topics for each ledger");
        }
        if (epoch > current.epoch()) {
            throw new PublisherDivergedException("Kafka topics contain epoch " + epoch
                    + " of the ledger, which is in epoch " + current.epoch() + ": it was restored from a backup");
        }
        var shared = feed.epochs().commonPrefixWith(epoch).value();
        if (position >= shared) {
            return shared - 1;
        }
        var found = feed.hashAt(position)
                .orElseThrow(() -> new PublisherDivergedException("Kafka topics contain position " + position
                        + ", but the ledger ends before it: it was restored from a backup or truncated"));
        if (!hash.equals(UNKNOWN_HASH) && !hash.equals(found.toString())) {
            throw new PublisherDivergedException("Commit at position " + position + " has hash " + found
                    + ", but was published with hash " + hash + ": the ledger was altered or restored from a backup");
        }
        return position;
    }
}
