package org.keyledger.query.verifier;

import org.axonframework.config.ConfigurerModule;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.lastused.LastUsedTracker;
import org.keyledger.query.projection.ProjectionDefinition;
import org.keyledger.query.projection.ReadModels;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the verifier and the projection that it is loaded from. */
@Configuration(proxyBeanMethods = false)
public class VerifierConfiguration {

    @Bean
    ProjectionDefinition verifierProjection() {
        return new ProjectionDefinition(VerifierProjection.VIEWS, VerifierProjection::new);
    }

    @Bean
    VerifierUpdater verifierUpdater(ReadModels models, Ledger ledger, LedgerAxonAdapter axon, ExpiryClock expiryClock) {
        return new VerifierUpdater(models, ledger, axon, expiryClock.clock(), FreshnessGuard.ofTheSystemClock());
    }

    @Bean
    CredentialVerifier verifier(VerifierUpdater updater, LastUsedTracker lastUsed) {
        return updater.verifier(lastUsed);
    }

    @Bean
    ConfigurerModule verifierStart(VerifierUpdater updater) {
        return configurer -> configurer.onInitialize(axon -> axon.onStart(updater::start));
    }
}
