package org.keyledger.query.verifier;

import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.lastused.LastUsedTracker;
import org.keyledger.query.projection.ProjectionDefinition;
import org.keyledger.query.projection.ReadModels;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Configures the verifier and the projection that it is loaded from. */
@Configuration(proxyBeanMethods = false)
public class VerifierConfiguration {

    @Bean
    ProjectionDefinition verifierProjection() {
        return new ProjectionDefinition(VerifierProjection.VIEWS, VerifierProjection::new);
    }

    /** Before the projections: their failure must not delay a revocation. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    VerifierUpdater verifierUpdater(ReadModels models, Ledger ledger, LedgerAxonAdapter axon, ExpiryClock expiryClock) {
        return new VerifierUpdater(models, ledger, axon, expiryClock.clock(), FreshnessGuard.ofTheSystemClock());
    }

    @Bean
    CredentialVerifier verifier(VerifierUpdater updater, LastUsedTracker lastUsed) {
        return updater.verifier(lastUsed);
    }
}
