package org.keyledger.ledger.hashchain;

import org.keyledger.ledger.RecordedCommit;

/**
 * A commit with its position and hashes, ready to be stored.
 *
 * @param canonical the bytes that were hashed
 */
public record ChainedCommit(RecordedCommit commit, byte[] canonical) {}
