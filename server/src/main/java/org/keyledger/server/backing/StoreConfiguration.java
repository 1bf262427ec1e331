package org.keyledger.server.backing;

import java.nio.file.Files;
import java.time.Clock;
import org.keyledger.ledger.Cells;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerHome;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.axon.Node;
import org.keyledger.ledger.mongo.MongoLedgerHome;
import org.keyledger.ledger.sqlite.SqliteLedgerHome;
import org.keyledger.ledger.wrapping.MasterKey;
import org.keyledger.server.settings.Settings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Ledger, views, vault and cells: in the MongoDB that is named, or in files in the data folder. Closing their home closes
 * all four, in its own order.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MongoServers.class)
public class StoreConfiguration {

    @Bean
    LedgerHome home(Settings settings, MongoServers mongo, Clock clock) {
        return mongo.areNamed()
                ? MongoLedgerHome.open(mongo.settings(), MasterKey.createIfAbsent(settings.masterKeyFile()), clock)
                : SqliteLedgerHome.open(settings.data(), masterKey(settings), clock);
    }

    /** A new key is made for a new vault only: it could not open an old one. */
    private static MasterKey masterKey(Settings settings) {
        return Files.exists(settings.data().resolve("vault.db"))
                ? MasterKey.read(settings.masterKeyFile())
                : MasterKey.createIfAbsent(settings.masterKeyFile());
    }

    @Bean(destroyMethod = "")
    Ledger ledger(LedgerHome home) {
        return home.ledger();
    }

    @Bean(destroyMethod = "")
    Views views(LedgerHome home) {
        return home.views();
    }

    @Bean(destroyMethod = "")
    Vault vault(LedgerHome home) {
        return home.vault();
    }

    @Bean(destroyMethod = "")
    Cells cells(LedgerHome home) {
        return home.cells();
    }

    /** One process works here at a time, so that what another one claimed is free: it has ended. */
    @Bean
    Node node() {
        return Node.named("the-one");
    }
}
