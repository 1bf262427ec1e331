package org.keyledger.ledger.mongo;

import com.mongodb.ConnectionString;
import org.keyledger.ledger.StorageOpenException;

/**
 * Where the databases are. Pools and time-outs are options of the URIs: {@code maxPoolSize}, {@code connectTimeoutMS},
 * {@code serverSelectionTimeoutMS}, {@code socketTimeoutMS} and {@code wtimeoutMS}; what must not vary is not taken from
 * there.
 *
 * @param uri of ledger, views and cells: {@code mongodb://…/<database>?replicaSet=…}; without a database it is
 *     {@code keyledger}
 * @param vaultUri of the vault, which has a database of its own; empty is the same servers and {@code <database>_vault}
 */
public record MongoStorageSettings(String uri, String vaultUri) {

    private static final String DATABASE = "keyledger";

    /** Both on the same servers. */
    public static MongoStorageSettings at(String uri) {
        return new MongoStorageSettings(uri, "");
    }

    /** @throws StorageOpenException if it is not a connection string, or limits all of an operation's time at once */
    ConnectionString connection() {
        return parse("MONGODB_URI", uri);
    }

    ConnectionString vaultConnection() {
        return vaultUri.isBlank() ? connection() : parse("MONGODB_VAULT_URI", vaultUri);
    }

    boolean vaultIsElsewhere() {
        return !vaultUri.isBlank();
    }

    String database() {
        String named = connection().getDatabase();
        return named == null ? DATABASE : named;
    }

    String vaultDatabase() {
        String named = vaultIsElsewhere() ? vaultConnection().getDatabase() : null;
        return named == null ? database() + "_vault" : named;
    }

    private static ConnectionString parse(String name, String uri) {
        ConnectionString parsed;
        try {
            parsed = new ConnectionString(uri);
        } catch (IllegalArgumentException e) {
            throw new StorageOpenException(
                    name
                            + " must be a connection string such as mongodb://host:port,host:port/database?replicaSet=name",
                    e);
        }
        if (parsed.getTimeout() != null) {
            throw new StorageOpenException(
                    name + " must not set timeoutMS, which would end a write before its write concern is met:"
                            + " set socketTimeoutMS and wtimeoutMS instead");
        }
        return parsed;
    }

    /** Servers and databases, in words. */
    String description() {
        return "MongoDB " + database() + " at " + hosts(connection()) + ", the vault in " + vaultDatabase()
                + (vaultIsElsewhere() ? " at " + hosts(vaultConnection()) : " there");
    }

    String vaultDescription() {
        return "MongoDB " + vaultDatabase() + " at " + hosts(vaultConnection());
    }

    private static String hosts(ConnectionString uri) {
        return String.join(", ", uri.getHosts());
    }

    /** They may hold a password. */
    @Override
    public String toString() {
        return "MongoStorageSettings[" + description() + "]";
    }
}
