package org.keyledger.ledger.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.event.CommandListener;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client whose every read is of the primary and of what a majority has, and whose every write waits for the journals
 * of a majority; none is sent twice by the driver.
 */
final class MongoClientFactory {

    private static final int WRITE_TIMEOUT_MILLIS = 5000;
    private static final int SOCKET_TIMEOUT_MILLIS = 8000;
    private static final int SERVER_SELECTION_TIMEOUT_MILLIS = 5000;
    private static final int CONNECT_TIMEOUT_MILLIS = 3000;

    private MongoClientFactory() {}

    static MongoClient open(ConnectionString uri, List<CommandListener> listeners) {
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyConnectionString(uri)
                .retryWrites(false)
                .readPreference(ReadPreference.primary())
                .readConcern(ReadConcern.MAJORITY)
                .writeConcern(writeConcern(uri))
                .applyToClusterSettings(it -> {
                    it.serverSelectionTimeout(
                            orElse(uri.getServerSelectionTimeout(), SERVER_SELECTION_TIMEOUT_MILLIS),
                            TimeUnit.MILLISECONDS);
                    if (!Boolean.TRUE.equals(uri.isDirectConnection())) {
                        it.mode(ClusterConnectionMode.MULTIPLE);
                    }
                })
                .applyToSocketSettings(it -> it.connectTimeout(
                                orElse(uri.getConnectTimeout(), CONNECT_TIMEOUT_MILLIS), TimeUnit.MILLISECONDS)
                        .readTimeout(orElse(uri.getSocketTimeout(), SOCKET_TIMEOUT_MILLIS), TimeUnit.MILLISECONDS));
        listeners.forEach(settings::addCommandListener);
        return MongoClients.create(settings.build());
    }

    /** Durable: in the journals of a majority, or it is not known within five seconds. */
    private static WriteConcern writeConcern(ConnectionString uri) {
        WriteConcern named = uri.getWriteConcern();
        Integer timeout = named == null ? null : named.getWTimeout(TimeUnit.MILLISECONDS);
        return WriteConcern.MAJORITY
                .withJournal(true)
                .withWTimeout(Objects.requireNonNullElse(timeout, WRITE_TIMEOUT_MILLIS), TimeUnit.MILLISECONDS);
    }

    private static int orElse(@Nullable Integer millis, int otherwise) {
        return Objects.requireNonNullElse(millis, otherwise);
    }
}
