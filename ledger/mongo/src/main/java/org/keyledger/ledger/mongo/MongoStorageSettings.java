package org.keyledger.ledger.mongo;

import com.mongodb.ConnectionString;
import org.keyledger.ledger.StorageOpenException;

/**
 * Connection strings of the databases. Pool size and timeouts are options of the URIs: {@code maxPoolSize}, {@code
 * connectTimeoutMS}, {@code serverSelectionTimeoutMS}, {@code socketTimeoutMS} and {@code wtimeoutMS}. Options for read
 * concern, write concern, read preference and retried writes have no effect.
 *
 * @param uri of ledger, views and atomic store: {@code mongodb://…/<database>?replicaSet=…}; the default database is {@code
 *     keyledger}
 * @param vaultUri of the vault; if empty, the vault is on the same servers in database {@code <database>_vault}
 */
public record MongoStorageSettings(String uri, String vaultUri) {

    private static final String DEFAULT_DATABASE = "keyledger";

    /** Settings with the vault on the same servers. */
    public static MongoStorageSettings at(String uri) {
        return new MongoStorageSettings(uri, "");
    }

    /** @throws StorageOpenException if it is not a connection string or sets {@code timeoutMS} */
    ConnectionString connection() {
        return parse("MONGODB_URI", uri);
    }

    /** @throws StorageOpenException if it is not a connection string or sets {@code timeoutMS} */
    ConnectionString vaultConnection() {
        return vaultIsElsewhere() ? parse("MONGODB_VAULT_URI", vaultUri) : connection();
    }

    boolean vaultIsElsewhere() {
        return !vaultUri.isBlank();
    }

    String database() {
        String configured = connection().getDatabase();
        return configured == null ? DEFAULT_DATABASE : configured;
    }

    String vaultDatabase() {
        String configured = vaultIsElsewhere() ? vaultConnection().getDatabase() : null;
        return configured == null ? database() + "_vault" : configured;
    }

    /** Repeats nothing of the URI, which may contain a password. */
    private static ConnectionString parse(String setting, String uri) {
        ConnectionString parsed;
        try {
            parsed = new ConnectionString(uri);
        } catch (IllegalArgumentException e) {
            throw new StorageOpenException(
                    setting + " must be a MongoDB connection string like"
                            + " mongodb://host:port,host:port/database?replicaSet=name",
                    e);
        }
        if (parsed.getTimeout() != null) {
            throw new StorageOpenException(
                    setting + " must not set timeoutMS, which would override the write concern timeout:"
                            + " set socketTimeoutMS and wtimeoutMS instead");
        }
        return parsed;
    }

    /** Servers and databases, without user names and passwords. */
    String description() {
        return "MongoDB " + database() + " at " + hosts(connection()) + ", vault in " + vaultDatabase()
                + (vaultIsElsewhere() ? " at " + hosts(vaultConnection()) : " on the same servers");
    }

    String vaultDescription() {
        return "MongoDB " + vaultDatabase() + " at " + hosts(vaultConnection());
    }

    private static String hosts(ConnectionString uri) {
        return String.join(", ", uri.getHosts());
    }

    /** The URIs may contain passwords. */
    @Override
    public String toString() {
        return "MongoStorageSettings[" + description() + "]";
    }
}
