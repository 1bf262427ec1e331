package org.keyledger.query.verifier;

import java.security.SecureRandom;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.ErasableCopy;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.lastused.LastUsedTracker;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Configures the verifier and its snapshot. */
@Configuration(proxyBeanMethods = false)
public class VerifierConfiguration {

    @Bean
    VerifierSnapshots verifierSnapshots(
            VerifierSettings settings, ServiceKeys keys, Ledger ledger, LedgerAxonAdapter axon, SecureRandom random) {
        return new VerifierSnapshots(
                settings.snapshot(), keys.key(Purpose.VERIFIER_SNAPSHOT), ledger, axon.mapper(), random);
    }

    /** Before the projections: their failure must not delay a revocation. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    VerifierUpdater verifierUpdater(
            Ledger ledger, LedgerAxonAdapter axon, ExpiryClock expiryClock, VerifierSnapshots snapshots) {
        return new VerifierUpdater(ledger, axon, expiryClock.clock(), FreshnessGuard.ofTheSystemClock(), snapshots);
    }

    @Bean
    ErasableCopy verifierSnapshot(VerifierUpdater updater) {
        return updater.erasableCopy();
    }

    @Bean
    CredentialVerifier verifier(VerifierUpdater updater, LastUsedTracker lastUsed) {
        return updater.verifier(lastUsed);
    }
}
