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
 * Creates clients that read from the primary with read concern majority and write with write concern majority, journaled.
 * The driver retries no write.
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

    /** The URI can change the timeout only: after it, the outcome of a write is unknown. */
    private static WriteConcern writeConcern(ConnectionString uri) {
        WriteConcern configured = uri.getWriteConcern();
        Integer timeout = configured == null ? null : configured.getWTimeout(TimeUnit.MILLISECONDS);
        return WriteConcern.MAJORITY
                .withJournal(true)
                .withWTimeout(orElse(timeout, WRITE_TIMEOUT_MILLIS), TimeUnit.MILLISECONDS);
    }

    private static int orElse(@Nullable Integer millis, int defaultMillis) {
        return Objects.requireNonNullElse(millis, defaultMillis);
    }
}
