package org.keyledger.query;

import java.time.Clock;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.InMemoryViews;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.MutableClock;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Views;

/** The stores that outlive a node. */
public record Stores(Ledger ledger, Vault vault, Views views, Clock clock) {

    public static Stores inMemory(Clock clock) {
        return new Stores(new InMemoryLedger(clock), new InMemoryVault(), new InMemoryViews(), clock);
    }

    public static Stores inMemory() {
        return inMemory(MutableClock.at("2026-03-04T05:06:07Z"));
    }

    /** The same ledger and vault, with empty views. */
    public Stores withoutViews() {
        return new Stores(ledger, vault, new InMemoryViews(), clock);
    }

    public MutableClock movableClock() {
        return (MutableClock) clock;
    }
}
