package org.keyledger.ledger;

/**
 * An event with its position and what its commit says about it.
 *
 * @param commitId the id of its commit, which the encrypted values of the metadata are bound to
 * @param metadata the metadata of its commit
 */
public record PositionedEvent(Position position, EventRecord event, String commitId, byte[] metadata) {

    public PositionedEvent(Position position, EventRecord event, Commit commit) {
        this(position, event, commit.commitId(), commit.metadata());
    }
}
