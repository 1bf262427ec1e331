package org.keyledger.server.wiring;

import org.keyledger.ledger.mongo.MongoStorageSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * MongoDB as the environment names it.
 *
 * @param mongodbUri of ledger, views and cells; empty keeps them in files
 * @param mongodbVaultUri of the vault; empty is a database beside the other
 */
@ConfigurationProperties("keyledger")
record MongoConnectionSettings(String mongodbUri, String mongodbVaultUri) {

    boolean isConfigured() {
        return !mongodbUri.isBlank();
    }

    MongoStorageSettings toMongoSettings() {
        return new MongoStorageSettings(mongodbUri, mongodbVaultUri);
    }

    /** They may hold a password. */
    @Override
    public String toString() {
        return "MongoConnectionSettings[named: " + isConfigured() + "]";
    }
}
