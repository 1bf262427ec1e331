package org.keyledger.ledger.mongo;

import org.keyledger.ledger.ForwardingLedger;
import org.keyledger.ledger.Ledger;

/** A ledger whose listeners also hear of what other nodes append. */
final class WatchedLedger extends ForwardingLedger {

    private final ChangeStreamWatcher watch;

    WatchedLedger(Ledger ledger, ChangeStreamWatcher watch) {
        super(ledger);
        this.watch = watch;
    }

    @Override
    public Registration onAppended(Runnable listener) {
        Registration here = super.onAppended(listener);
        Registration elsewhere = watch.onAppended(listener);
        return () -> {
            here.close();
            elsewhere.close();
        };
    }

    @Override
    public void close() {
        super.close();
        watch.close();
    }
}
