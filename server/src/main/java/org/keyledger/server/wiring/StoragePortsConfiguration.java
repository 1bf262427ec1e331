package org.keyledger.server.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.keyledger.kernel.AppendAdmission;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.axon.ClaimOwner;
import org.keyledger.ledger.rollbackdetection.HeadRecorder;
import org.keyledger.ledger.rollbackdetection.RollbackDetector;
import org.keyledger.server.metrics.MeterRegistryConfiguration;
import org.keyledger.server.metrics.TimedLedger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Ledger, views, vault and cells of a home. Closing it closes all four, in its own order. */
@Configuration(proxyBeanMethods = false)
@Import({StorageConfiguration.class, MeterRegistryConfiguration.class})
public class StoragePortsConfiguration {

    /** Whoever needs the ledger gets one that its witnesses agree with. */
    @Bean(destroyMethod = "")
    Ledger ledger(LedgerStorage home, RollbackDetector witnesses, MeterRegistry meters) {
        witnesses.verifyAtStart(home.ledger());
        return new TimedLedger(home.ledger(), meters);
    }

    @Bean
    AppendAdmission intake(Ledger ledger) {
        return ledger::hasCapacity;
    }

    @Bean
    HeadRecorder witnessKeeper(Ledger ledger, RollbackDetector witnesses) {
        return HeadRecorder.start(ledger, witnesses);
    }

    @Bean(destroyMethod = "")
    Views views(LedgerStorage home) {
        return home.views();
    }

    @Bean(destroyMethod = "")
    Vault vault(LedgerStorage home) {
        return home.vault();
    }

    @Bean(destroyMethod = "")
    AtomicStore cells(LedgerStorage home) {
        return home.atomicStore();
    }

    /** One process works here at a time, so that what another one claimed is free: it has ended. */
    @Bean
    ClaimOwner node(Clock clock) {
        return ClaimOwner.named("the-one", clock);
    }
}
