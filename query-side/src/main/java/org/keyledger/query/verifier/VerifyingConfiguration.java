package org.keyledger.query.verifier;

import java.time.Clock;
import org.axonframework.config.ConfigurerModule;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.lastused.Sightings;
import org.keyledger.query.projection.Projection;
import org.keyledger.query.projection.ReadModels;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The verifier, and the views that it begins with. */
@Configuration(proxyBeanMethods = false)
public class VerifyingConfiguration {

    @Bean
    Projection verifierProjection() {
        return new Projection(Liveness.VIEWS, Liveness::new);
    }

    @Bean
    Follower verifierFollower(ReadModels models, Ledger ledger, LedgerAxonAdapter axon, Clock clock) {
        return new Follower(models, ledger, axon, clock);
    }

    @Bean
    CredentialVerifier verifier(Follower follower, Sightings sightings) {
        return follower.verifier(sightings);
    }

    @Bean
    ConfigurerModule verifying(Follower follower) {
        return configurer -> configurer.onInitialize(axon -> axon.onStart(follower::start));
    }
}
