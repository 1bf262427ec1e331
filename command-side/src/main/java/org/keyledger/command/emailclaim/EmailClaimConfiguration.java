package org.keyledger.command.emailclaim;

import org.axonframework.config.ConfigurerModule;
import org.keyledger.ledger.Cells;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Decides whose an address is. */
@Configuration(proxyBeanMethods = false)
public class EmailClaimConfiguration {

    @Bean
    ConfigurerModule emailClaimDecisions(Cells cells) {
        return configurer -> configurer
                .configureAggregate(EmailClaim.class)
                .registerComponent(
                        EmailClaims.class, axon -> new EmailClaims(cells, axon.repository(EmailClaim.class)));
    }
}
