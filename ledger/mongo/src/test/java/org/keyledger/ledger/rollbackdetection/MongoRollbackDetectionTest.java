package org.keyledger.ledger.rollbackdetection;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.mongo.FakeMongoServer;
import org.keyledger.ledger.mongo.MongoStorage;
import org.keyledger.ledger.mongo.MongoStorageSettings;

/** On the fake server. A backup is a copy of collections, which replaces their content. */
@DisplayName("Detecting a restored backup on MongoDB")
class MongoRollbackDetectionTest extends RollbackDetectionContract {

    private FakeMongoServer fake;
    private MongoClient client;

    @BeforeEach
    void start() {
        fake = new FakeMongoServer();
        client = MongoClients.create(fake.uri("keyledger"));
    }

    @AfterEach
    void stop() {
        client.close();
        fake.close();
    }

    @Override
    LedgerStorage open() {
        return MongoStorage.open(
                MongoStorageSettings.at(fake.uri("keyledger")),
                MasterKey.at(folder.resolve("master.key"), new SecureRandom()),
                Clock.systemUTC(),
                new SecureRandom());
    }

    @Override
    Runnable copy(Part part) {
        List<Runnable> copies =
                collections(part).map(MongoRollbackDetectionTest::copy).toList();
        return () -> copies.forEach(Runnable::run);
    }

    private static Runnable copy(MongoCollection<Document> collection) {
        List<Document> copied = collection.find().into(new ArrayList<>());
        return () -> {
            collection.deleteMany(new Document());
            if (!copied.isEmpty()) {
                collection.insertMany(copied);
            }
        };
    }

    @Override
    void lose(Part part) {
        collections(part).forEach(MongoCollection::drop);
    }

    private Stream<MongoCollection<Document>> collections(Part part) {
        return switch (part) {
            case LEDGER -> in("keyledger", "ledger", "meta");
            case VAULT -> in("keyledger_vault", "keys", "secrets");
            case CELLS -> in("keyledger", "cells", "counters");
        };
    }

    private Stream<MongoCollection<Document>> in(String database, String... names) {
        return Stream.of(names).map(client.getDatabase(database)::getCollection);
    }
}
