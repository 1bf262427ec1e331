package org.keyledger.ledger.mongo;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.keyledger.ledger.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica set, as this process has seen it: every call sees at least what any call before it saw or wrote, whichever
 * thread asks, and fails in the ledger's own words where nobody answers. Each call has a session of its own.
 */
final class CausalSessions {

    private static final Logger LOG = LoggerFactory.getLogger(CausalSessions.class);
    private static final ClientSessionOptions CAUSAL =
            ClientSessionOptions.builder().causallyConsistent(true).build();
    private static final ClientSessionOptions UNORDERED =
            ClientSessionOptions.builder().causallyConsistent(false).build();

    private final MongoClient client;
    private final String setting;
    private final CausalTimes times = new CausalTimes();
    private final AtomicBoolean unavailable = new AtomicBoolean();

    /** @param setting the variable that names these servers */
    CausalSessions(MongoClient client, String setting) {
        this.client = client;
        this.setting = setting;
    }

    MongoDatabase database(String name) {
        return client.getDatabase(name);
    }

    /**
     * Calls with the session that belongs to it, and to each command within. All that is read is read before it returns.
     *
     * @throws StoreUnavailableException if there is no primary, no answer, or none of a majority in time
     * @throws MongoException if the server refused
     */
    <T> T call(Function<ClientSession, T> call) {
        return callWith(CAUSAL, session -> {
            times.advance(session);
            try {
                return call.apply(session);
            } finally {
                times.record(session);
            }
        });
    }

    void run(Consumer<ClientSession> call) {
        call(session -> {
            call.accept(session);
            return true;
        });
    }

    /**
     * As {@link #call}, for what no majority has to have: it waits for nothing that was seen, and nothing that comes later
     * waits for it.
     */
    <T> T callUnordered(Function<ClientSession, T> call) {
        return callWith(UNORDERED, call);
    }

    private <T> T callWith(ClientSessionOptions options, Function<ClientSession, T> call) {
        T answer;
        try (ClientSession session = client.startSession(options)) {
            answer = call.apply(session);
        } catch (MongoException e) {
            throw UnavailabilityClassifier.isUnavailable(e) ? toUnavailableException(e) : e;
        }
        if (unavailable.get() && unavailable.compareAndSet(true, false)) {
            LOG.info("MongoDB ({}) answers again", setting);
        }
        return answer;
    }

    /** Told once to the log, until there is an answer again. */
    private StoreUnavailableException toUnavailableException(MongoException e) {
        String what = UnavailabilityClassifier.describe(e, client.getClusterDescription(), setting);
        if (unavailable.compareAndSet(false, true)) {
            LOG.error("{}. Until then requests are answered by 503. It said: {}", what, e.getMessage());
        }
        return new StoreUnavailableException(what, e);
    }
}
