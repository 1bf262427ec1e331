package org.keyledger.ledger.hashchain;

import org.keyledger.ledger.RecordedCommit;

/**
 * A commit that has its place in the chain, ready to be stored.
 *
 * @param canonical its bytes, those that were hashed
 */
public record ChainedCommit(RecordedCommit commit, byte[] canonical) {}
