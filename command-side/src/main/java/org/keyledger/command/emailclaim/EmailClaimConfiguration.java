package org.keyledger.command.emailclaim;

import java.util.function.Consumer;
import org.axonframework.config.ConfigurerModule;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.ledger.axon.LedgerRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Decides whose an address is. */
@Configuration(proxyBeanMethods = false)
public class EmailClaimConfiguration {

    /**
     * Makes the cells say again whose each address is, as the ledger has it: after a backup was put back.
     *
     * @param listener told where the next commit begins, at each that is read
     * @return how many claims cannot be read, since an older vault lacks their key: others can take those addresses
     */
    public static long rebuildEntries(
            LedgerAxonAdapter axonLedger, Ledger ledger, AtomicStore cells, Consumer<Position> listener) {
        return new EmailClaimRebuild(axonLedger, ledger, cells).rebuild(listener);
    }

    @Bean
    ConfigurerModule emailClaimDecisions(AtomicStore cells) {
        return configurer -> configurer
                .configureAggregate(LedgerRepository.of(EmailClaim.class))
                .registerComponent(
                        EmailClaimRegistry.class,
                        axon -> new EmailClaimRegistry(cells, axon.repository(EmailClaim.class)));
    }
}
