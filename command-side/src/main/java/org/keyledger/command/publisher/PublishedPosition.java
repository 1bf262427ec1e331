package org.keyledger.command.publisher;

import java.util.UUID;

/**
 * Where publishing has come to: kept in {@code identity.publisher.v1}, in the same transaction as what was published.
 *
 * @param ledger whose events are published
 * @param epoch which of its lives
 * @param position the last event that was published or passed over
 * @param hash in hex, of the commit that holds it
 */
record PublishedPosition(UUID ledger, int epoch, long position, String hash) {

    static PublishedPosition at(LedgerFeed feed, long position) {
        var hash = feed.hashAt(position).orElseThrow();
        return new PublishedPosition(feed.identity().id(), feed.identity().epoch(), position, hash.toString());
    }

    /**
     * The position, if the ledger has been there. What was published of an epoch that a restore has ended is passed
     * over as far as it is not in the ledger any more: the new epoch follows it. Of an epoch that the ledger does not even
     * know, restored twice from the same backup say, all is published again, under the ids that it had.
     *
     * @throws PublisherDivergedException if it has not: another ledger, or one that was restored or altered
     */
    long verifyAgainst(LedgerFeed feed) {
        var own = feed.identity();
        if (!ledger.equals(own.id())) {
            throw new PublisherDivergedException("Kafka holds the events of ledger " + ledger + ", this one is "
                    + own.id() + ": give each ledger topics of its own");
        }
        if (epoch > own.epoch()) {
            throw new PublisherDivergedException("Kafka has seen epoch " + epoch + " of the ledger, which is in epoch "
                    + own.epoch() + " now: it was restored from a backup");
        }
        var shared = feed.epochs().commonPrefixWith(epoch).value();
        if (position >= shared) {
            return shared - 1;
        }
        var found = feed.hashAt(position)
                .orElseThrow(() -> new PublisherDivergedException("Kafka has seen position " + position
                        + ", the ledger ends before it: it was restored from a backup or cut off"));
        if (!hash.equals(found.toString())) {
            throw new PublisherDivergedException("the commit at position " + position + " has hash " + found
                    + ", Kafka has seen " + hash + ": the ledger was altered, or restored from a backup");
        }
        return position;
    }
}
