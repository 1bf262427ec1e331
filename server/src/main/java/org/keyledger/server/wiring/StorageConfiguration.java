package org.keyledger.server.wiring;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.keyledger.command.publisher.KafkaHeadWitness;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.mongo.MongoStorage;
import org.keyledger.ledger.rollbackdetection.HeadStore;
import org.keyledger.ledger.rollbackdetection.RollbackDetector;
import org.keyledger.ledger.sqlite.SqliteStorage;
import org.keyledger.server.servicekeys.RecordKey;
import org.keyledger.server.settings.KafkaClientSettings;
import org.keyledger.server.settings.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Configures the storage: the configured MongoDB, or SQLite files in the data folder. Defines the rollback check, which
 * is not run here.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MongoConnectionSettings.class)
public class StorageConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    LedgerStorage ledgerStorage(
            Settings settings,
            MongoConnectionSettings mongo,
            Clock clock,
            SecureRandom random,
            ObjectProvider<RebuildMode> rebuild) {
        var master = MasterKey.at(settings.masterKeyFile(), random);
        if (mongo.isConfigured()) {
            return MongoStorage.open(mongo.toMongoSettings(), master, clock, random);
        }
        DataFolderPermissions.repair(settings.data());
        var newVault = !Files.exists(settings.data().resolve("vault.db"));
        var masterKey = master.load(newVault);
        return rebuild.getIfAvailable() == null
                ? SqliteStorage.open(settings.data(), masterKey, clock, random)
                : SqliteStorage.openForRebuild(settings.data(), masterKey, clock, random);
    }

    /** A bean of this type opens the storage for a rebuild: damaged read models are then no reason to refuse it. */
    public record RebuildMode() {}

    /**
     * Without the broker in this process: its data is in the same folder as the ledger and is restored together with
     * it, so it cannot detect a rollback.
     */
    @Bean
    RollbackDetector rollbackDetector(LedgerStorage storage, Settings settings, ConfigurableEnvironment environment) {
        var kafka = new KafkaHeadWitness(
                KafkaClientSettings.read(settings, environment).forBrokers(settings.brokers()),
                storage.ledger().identity().id(),
                () -> RecordKey.find(storage.vault()));
        return new RollbackDetector(
                List.of(
                        HeadStore.in(storage.vault()),
                        HeadStore.in(settings.witnessFile()),
                        HeadStore.in(storage.atomicStore())),
                settings.embedsBroker() ? List.of() : List.of(kafka),
                storage.inodes());
    }
}
