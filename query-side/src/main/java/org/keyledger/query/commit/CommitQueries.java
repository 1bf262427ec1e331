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

/** Answers from the ledger itself what became of a request. */
final class CommitQueries {

    private final Ledger ledger;
    private final LedgerAxonAdapter opened;
    private final ReadModelProgress horizon;

    CommitQueries(Ledger ledger, LedgerAxonAdapter opened, ReadModelProgress horizon) {
        this.ledger = ledger;
        this.opened = opened;
        this.horizon = horizon;
    }

    @QueryHandler
    FoundCommit handle(FindCommit query) {
        return new FoundCommit(ledger.find(query.commitId()).map(this::recorded));
    }

    @QueryHandler
    boolean handle(AwaitPosition query) {
        return horizon.reaches(query.position());
    }

    private Recorded recorded(RecordedCommit commit) {
        var first = opened.decode(commit).get(0);
        return new Recorded(
                commit.last().value(),
                first.getTimestamp(),
                readable(first.getMetaData().get(RequestMetadata.FINGERPRINT)));
    }

    private static @Nullable String readable(@Nullable Object body) {
        return Optional.ofNullable(body)
                .map(Object::toString)
                .filter(text -> !text.equals(Erased.REPLACEMENT))
                .orElse(null);
    }
}
