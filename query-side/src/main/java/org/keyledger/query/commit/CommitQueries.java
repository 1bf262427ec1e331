package org.keyledger.query.commit;

import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.commit.AwaitPosition;
import org.keyledger.kernel.commit.FindCommit;
import org.keyledger.kernel.commit.FoundCommit;
import org.keyledger.kernel.commit.FoundCommit.Recorded;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.projection.ReadModelProgress;

/** Handles queries about commits, which it reads from the ledger, and queries that wait for a position. */
final class CommitQueries {

    private final Ledger ledger;
    private final LedgerAxonAdapter axon;
    private final ReadModelProgress progress;

    CommitQueries(Ledger ledger, LedgerAxonAdapter axon, ReadModelProgress progress) {
        this.ledger = ledger;
        this.axon = axon;
        this.progress = progress;
    }

    @QueryHandler
    FoundCommit handle(FindCommit query) {
        return new FoundCommit(ledger.find(query.commitId()).map(this::toRecorded));
    }

    @QueryHandler
    boolean handle(AwaitPosition query) {
        return progress.awaitPosition(query.position());
    }

    private Recorded toRecorded(RecordedCommit commit) {
        var first = axon.decode(commit).get(0);
        return new Recorded(
                commit.last().value(),
                first.getTimestamp(),
                unlessErased(first.getMetaData().get(RequestMetadata.FINGERPRINT)));
    }

    private static @Nullable String unlessErased(@Nullable Object fingerprint) {
        return Optional.ofNullable(fingerprint)
                .map(Object::toString)
                .filter(text -> !text.equals(Erased.REPLACEMENT))
                .orElse(null);
    }
}
