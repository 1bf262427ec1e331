package org.keyledger.ledger.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of an operation log.
 *
 * @param term of the primary that wrote it
 * @param time the cluster time, greater than that of any entry before
 * @param writes the new content of each document, applied atomically; empty removes it
 */
record OplogEntry(long term, long time, List<Map.Entry<String, Optional<StoredDocument>>> writes) {

    /** The length of the common prefix: entries of equal term at an index imply equal logs up to it. */
    static int commonPrefixLength(List<OplogEntry> one, List<OplogEntry> other) {
        int common = Math.min(one.size(), other.size());
        while (common > 0 && one.get(common - 1).term() != other.get(common - 1).term()) {
            common--;
        }
        return common;
    }

    /** Whether a log is at least as new as another, so that its server may become primary. */
    static boolean isAtLeastAsNew(List<OplogEntry> one, List<OplogEntry> other) {
        long mine = one.isEmpty() ? 0 : one.get(one.size() - 1).term();
        long theirs = other.isEmpty() ? 0 : other.get(other.size() - 1).term();
        return mine == theirs ? one.size() >= other.size() : mine > theirs;
    }
}
