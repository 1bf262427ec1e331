package org.keyledger.server.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.keyledger.kernel.AppendAdmission;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.axon.ClaimOwner;
import org.keyledger.ledger.rollbackdetection.HeadRecorder;
import org.keyledger.ledger.rollbackdetection.RollbackDetector;
import org.keyledger.server.metrics.AppendMetrics;
import org.keyledger.server.metrics.MeterRegistryConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures the four ports of the storage. Closing the storage closes all of them, in the right order. */
@Configuration(proxyBeanMethods = false)
@Import({StorageConfiguration.class, MeterRegistryConfiguration.class})
public class StoragePortsConfiguration {

    /** The ledger after the rollback check: no bean can use a ledger that is older than its witnesses. */
    @Bean(destroyMethod = "")
    Ledger ledger(LedgerStorage storage, RollbackDetector rollbackDetector, MeterRegistry meters) {
        rollbackDetector.verifyAtStart(storage.ledger());
        AppendMetrics.bind(storage.ledger(), meters);
        return storage.ledger();
    }

    @Bean
    ExpiryClock expiryClock(Ledger ledger, Clock clock) {
        return ExpiryClock.notBefore(ledger::committedTime, clock);
    }

    @Bean
    AppendAdmission appendAdmission(Ledger ledger) {
        return ledger::hasCapacity;
    }

    @Bean
    HeadRecorder headRecorder(Ledger ledger, RollbackDetector rollbackDetector) {
        return HeadRecorder.start(ledger, rollbackDetector);
    }

    @Bean(destroyMethod = "")
    Views views(LedgerStorage storage) {
        return storage.views();
    }

    @Bean(destroyMethod = "")
    Vault vault(LedgerStorage storage) {
        return storage.vault();
    }

    @Bean(destroyMethod = "")
    AtomicStore atomicStore(LedgerStorage storage) {
        return storage.atomicStore();
    }

    /** Has the same name in every process: only one runs at a time, so the next one can take over its claims. */
    @Bean
    ClaimOwner node(Clock clock) {
        return ClaimOwner.named("the-one", clock);
    }
}
