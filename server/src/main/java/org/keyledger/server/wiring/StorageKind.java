package org.keyledger.server.wiring;

import org.keyledger.server.settings.InvalidConfigurationException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Whether the configured storage is SQLite. */
@EnableConfigurationProperties(MongoConnectionSettings.class)
public final class StorageKind {

    private final MongoConnectionSettings mongo;

    StorageKind(MongoConnectionSettings mongo) {
        this.mongo = mongo;
    }

    /** @throws InvalidConfigurationException if the storage is MongoDB */
    public void requireSqlite(String command) {
        if (mongo.isConfigured()) {
            throw new InvalidConfigurationException("./keyledger " + command
                    + " works on SQLite files, but MONGODB_URI is set: see \"Backup\" in docs/operate/mongodb.md");
        }
    }
}
