package org.keyledger.server.wiring;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.keyledger.command.publisher.KafkaHeadWitness;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.mongo.MongoLedgerStorage;
import org.keyledger.ledger.rollbackdetection.HeadStore;
import org.keyledger.ledger.rollbackdetection.RollbackDetector;
import org.keyledger.ledger.sqlite.SqliteLedgerStorage;
import org.keyledger.server.settings.Settings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The home of all stores, opened: the MongoDB that is named, or files in the data folder. And who can tell whether its
 * ledger is the newest; nobody was asked yet.
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
    LedgerStorage ledgerStorage(Settings settings, MongoConnectionSettings mongo, Clock clock) {
        return mongo.isConfigured()
                ? MongoLedgerStorage.open(mongo.toMongoSettings(), MasterKey.at(settings.masterKeyFile()), clock)
                : SqliteLedgerStorage.open(settings.data(), masterKey(settings), clock);
    }

    private static MasterKey masterKey(Settings settings) {
        var newVault = !Files.exists(settings.data().resolve("vault.db"));
        return MasterKey.at(settings.masterKeyFile()).load(newVault);
    }

    /** The broker in this JVM lies beside the ledger, is restored with it and is asked by the publisher alone. */
    @Bean
    RollbackDetector witnesses(LedgerStorage storage, Settings settings) {
        var kafka = new KafkaHeadWitness(
                Map.of("bootstrap.servers", settings.brokers()),
                storage.ledger().identity().id());
        return new RollbackDetector(
                List.of(
                        HeadStore.in(storage.vault()),
                        HeadStore.in(settings.witnessFile()),
                        HeadStore.in(storage.atomicStore())),
                settings.embedsBroker() ? List.of() : List.of(kafka));
    }
}
