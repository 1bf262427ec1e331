package org.keyledger.server;

import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Vault;
import org.keyledger.server.axon.AxonConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The store before its witnesses are asked, and what its events say. */
@Configuration(proxyBeanMethods = false)
@Import({StoreRoleConfiguration.class, AxonConfiguration.class})
class RestoreRoleConfiguration {

    /** One that witnesses contradict, which is why it is to be restored. */
    @Bean(destroyMethod = "")
    Ledger ledger(LedgerStorage storage) {
        return storage.ledger();
    }

    @Bean(destroyMethod = "")
    Vault vault(LedgerStorage storage) {
        return storage.vault();
    }
}
