package org.keyledger.ledger.append;

import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.RecordedCommit;

/** What became of a commit, as far as the store shows it for ever. */
sealed interface CommitOutcome {

    /** It is recorded. */
    record Committed(RecordedCommit recorded) implements CommitOutcome {}

    /** Another holds what it needs, so it never will be. */
    record Rejected(AppendRejectedException cause) implements CommitOutcome {}

    /** Another commit is at its position: it may be sent to a later one. */
    record PositionConflict() implements CommitOutcome {}

    /** The store shows neither it nor anything in its way. */
    record Undetermined() implements CommitOutcome {}
}
