package org.keyledger.ledger.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.Closer;
import org.keyledger.ledger.IdGenerator;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.append.AppendLimits;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.append.GroupCommitLedger;
import org.keyledger.ledger.hashchain.StartupChainCheck;
import org.keyledger.ledger.masterkey.MasterKey;

/**
 * Opens a storage on a replica set: ledger, views and atomic store in one database, the vault in another. One node at a time
 * can open it.
 */
public final class MongoStorage {

    private MongoStorage() {}

    /**
     * As {@link #open(MongoStorageSettings, MasterKey.Source, Clock, SecureRandom, FatalErrorHandler)}; a fatal error ends the
     * JVM.
     */
    public static LedgerStorage open(
            MongoStorageSettings settings, MasterKey.Source master, Clock clock, SecureRandom random) {
        return open(settings, master, clock, random, FatalErrorHandler.HALT_JVM);
    }

    /**
     * Opens the databases; creates collections and indexes in empty ones.
     *
     * @param master called once it is known whether the vault exists
     * @param clock limits the times of events and expires entries of the atomic store
     * @param random source of keys, nonces, ids and jitter
     * @param fatalErrorHandler called when another node may have taken over or a newer version writes; must not return
     * @throws StorageOpenException if a server does not meet the requirements, another node uses the database, an index is
     *     missing, a newer version wrote it, the vault was created with another master key, or the end of the hash chain is
     *     broken
     */
    public static LedgerStorage open(
            MongoStorageSettings settings,
            MasterKey.Source master,
            Clock clock,
            SecureRandom random,
            FatalErrorHandler fatalErrorHandler) {
        return open(settings, master, clock, random, fatalErrorHandler, NodeLease.Times.DEFAULTS);
    }

    static LedgerStorage open(
            MongoStorageSettings settings,
            MasterKey.Source master,
            Clock clock,
            SecureRandom random,
            FatalErrorHandler fatalErrorHandler,
            NodeLease.Times leaseTimes) {
        IdGenerator ids = new IdGenerator(random);
        try (Closer opened = new Closer()) {
            CausalSessions sessions = connect(opened, settings.connection(), "MONGODB_URI", random);
            CausalSessions vaultSessions = settings.vaultIsElsewhere()
                    ? connect(opened, settings.vaultConnection(), "MONGODB_VAULT_URI", random)
                    : sessions;
            MongoDatabase database = sessions.database(settings.database());
            String holder = ids.uuid().toString();
            opened.register(new NodeLease(
                    sessions,
                    database,
                    holder,
                    processDescription(),
                    leaseTimes,
                    MonotonicClock.SYSTEM,
                    fatalErrorHandler));
            Vault vault = MongoVault.open(
                    vaultSessions,
                    vaultSessions.database(settings.vaultDatabase()),
                    settings.vaultDescription(),
                    master,
                    random);
            AtomicStore atomicStore = MongoAtomicStore.open(sessions, database, clock);
            Ledger ledger = openLedger(opened, sessions, database, atomicStore, clock, random, fatalErrorHandler);
            StartupChainCheck.verify(ledger);
            MongoViews views = new MongoViews(sessions, database);
            return new LedgerStorage(
                    settings.description(), opened.release(), ledger, views, vault, atomicStore, Map.of());
        } catch (StoreUnavailableException e) {
            throw new StorageOpenException(String.valueOf(e.getMessage()), e);
        } catch (MongoException e) {
            throw new StorageOpenException(
                    "cannot open " + settings.description() + ": " + e.getMessage()
                            + "; check the privileges of the user and the log of MongoDB",
                    e);
        }
    }

    private static CausalSessions connect(Closer opened, ConnectionString uri, String setting, SecureRandom random) {
        MongoClient client = opened.register(MongoClientFactory.open(uri, List.of()));
        new ReplicaSetCheck(client, setting).check();
        return new CausalSessions(client, setting, MonotonicClock.SYSTEM, random);
    }

    /** Registers the watcher first, so that it is closed after the ledger. */
    private static Ledger openLedger(
            Closer opened,
            CausalSessions sessions,
            MongoDatabase database,
            AtomicStore atomicStore,
            Clock clock,
            SecureRandom random,
            FatalErrorHandler fatalErrorHandler) {
        IdGenerator ids = new IdGenerator(random);
        LedgerIdentity identity = LedgerSchema.prepare(sessions, database, ids);
        MongoCommitStore commits = new MongoCommitStore(sessions, database, identity, atomicStore, fatalErrorHandler);
        String writer = ids.writerName();
        ChangeStreamWatcher watcher = opened.register(new ChangeStreamWatcher(database, writer, MonotonicClock.SYSTEM));
        GroupCommitLedger ledger = opened.register(
                new GroupCommitLedger(commits, writer, clock, random, AppendLimits.DEFAULTS, fatalErrorHandler));
        watcher.onAppended(ledger::notifyAppended);
        return ledger;
    }

    private static String processDescription() {
        String process = "process " + ProcessHandle.current().pid();
        try {
            return process + " on " + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return process;
        }
    }
}
