package org.keyledger.ledger.append;

import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.RecordedCommit;

/** What became of a commit, as far as the store shows it for ever. */
sealed interface Fate {

    /** It is recorded. */
    record Stands(RecordedCommit recorded) implements Fate {}

    /** Another holds what it needs, so it never will be. */
    record Refused(AppendRejectedException why) implements Fate {}

    /** Another commit is at its position: it may be sent to a later one. */
    record Displaced() implements Fate {}

    /** The store shows neither it nor anything in its way. */
    record Open() implements Fate {}
}
