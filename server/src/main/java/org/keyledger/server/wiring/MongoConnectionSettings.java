package org.keyledger.server.wiring;

import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.keyledger.ledger.mongo.MongoStorageSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Settings of the connection to MongoDB: its connection strings. They are checked when the storage is opened. */
@ConfigurationProperties("keyledger")
record MongoConnectionSettings(String mongodbUri, String mongodbVaultUri) {

    static final Setting<String> MONGODB_URI = Setting.secret(
            "keyledger.mongodb-uri",
            Bound.any("empty, or a connection string such as mongodb://host,host/database?replicaSet=name"),
            "A MongoDB replica set for ledger, read models and counters. Empty: SQLite files in the data folder.");

    static final Setting<String> MONGODB_VAULT_URI = Setting.secret(
            "keyledger.mongodb-vault-uri",
            Bound.any("empty, or a connection string"),
            "A MongoDB replica set of its own for the vault. Empty: database `<database>_vault` at `MONGODB_URI`.");

    boolean isConfigured() {
        return !mongodbUri.isBlank();
    }

    MongoStorageSettings toMongoSettings() {
        return new MongoStorageSettings(mongodbUri, mongodbVaultUri);
    }

    /** Without the connection strings, which can contain a password. */
    @Override
    public String toString() {
        return "MongoConnectionSettings[configured: " + isConfigured() + "]";
    }
}
