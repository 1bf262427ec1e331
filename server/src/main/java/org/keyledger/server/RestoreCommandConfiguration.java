package org.keyledger.server;

import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Vault;
import org.keyledger.server.axon.AxonConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Configures the storage for {@code keyledger restore}: opened without rollback check, with Axon to read its
 * events.
 */
@Configuration(proxyBeanMethods = false)
@Import({OfflineStorageConfiguration.class, AxonConfiguration.class})
class RestoreCommandConfiguration {

    /** Without rollback check: a ledger to be restored is older than its witnesses. */
    @Bean(destroyMethod = "")
    Ledger ledger(LedgerStorage storage) {
        return storage.ledger();
    }

    @Bean(destroyMethod = "")
    Vault vault(LedgerStorage storage) {
        return storage.vault();
    }
}
