package org.keyledger.ledger.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import org.keyledger.ledger.AbstractLedgerStorage;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.Closer;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.append.AppendLimits;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.append.GroupCommitLedger;
import org.keyledger.ledger.hashchain.StartupChainCheck;
import org.keyledger.ledger.masterkey.MasterKey;

/** All four ports on a replica set: ledger, views and cells in one database, the vault in another. One node at a time. */
public final class MongoLedgerStorage extends AbstractLedgerStorage {

    private MongoLedgerStorage(String place, Closer parts, Ledger ledger, Views views, Vault vault, AtomicStore cells) {
        super(place, parts, ledger, views, vault, cells);
    }

    /** As {@link #open(MongoStorageSettings, MasterKey.Source, Clock, FatalErrorHandler)}; a node that is cut off ends this process. */
    public static MongoLedgerStorage open(MongoStorageSettings settings, MasterKey.Source master, Clock clock) {
        return open(settings, master, clock, FatalErrorHandler.HALT_JVM);
    }

    /**
     * Opens the databases, and makes what they need if they are empty.
     *
     * @param master asked for as soon as it is known whether there is a vault
     * @param clock of the ledger's time limit and of what expires in cells
     * @param halt called when this node may not go on: another took its place, or a newer version writes here
     * @throws StorageOpenException if the servers are not what the ledger needs, another node works here, an index is missing, a
     *     newer version wrote it, the master key is another, or the end of the chain is broken
     */
    public static MongoLedgerStorage open(
            MongoStorageSettings settings, MasterKey.Source master, Clock clock, FatalErrorHandler halt) {
        return open(settings, master, clock, halt, NodeLease.Times.DEFAULTS, List.of());
    }

    static MongoLedgerStorage open(
            MongoStorageSettings settings,
            MasterKey.Source master,
            Clock clock,
            FatalErrorHandler halt,
            NodeLease.Times times,
            List<CommandListener> listeners) {
        try (Closer opened = new Closer()) {
            CausalSessions servers = connect(opened, settings.connection(), "MONGODB_URI", listeners);
            CausalSessions vaults = settings.vaultIsElsewhere()
                    ? connect(opened, settings.vaultConnection(), "MONGODB_VAULT_URI", listeners)
                    : servers;
            MongoDatabase database = servers.database(settings.database());
            opened.register(NodeLease.acquire(servers, database, processDescription(), times, halt));
            Vault vault = MongoVault.open(
                    vaults, vaults.database(settings.vaultDatabase()), settings.vaultDescription(), master);
            Ledger ledger = openLedger(opened, servers, database, clock, halt);
            StartupChainCheck.verify(ledger);
            AtomicStore cells = MongoAtomicStore.open(servers, database, clock);
            Views views = new MongoViews(servers, database);
            return new MongoLedgerStorage(settings.description(), opened.release(), ledger, views, vault, cells);
        } catch (StoreUnavailableException e) {
            throw new StorageOpenException(String.valueOf(e.getMessage()), e);
        } catch (MongoException e) {
            throw new StorageOpenException("MongoDB failed while it was opened: " + e.getMessage(), e);
        }
    }

    private static CausalSessions connect(
            Closer opened, ConnectionString uri, String setting, List<CommandListener> listeners) {
        MongoClient client = opened.register(MongoClientFactory.open(uri, listeners));
        new ReplicaSetCheck(client, setting).check();
        return new CausalSessions(client, setting);
    }

    private static String processDescription() {
        String process = "process " + ProcessHandle.current().pid();
        try {
            return process + " on " + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return process;
        }
    }

    /** Registers the watcher first, so that it is closed after the ledger. */
    private static Ledger openLedger(
            Closer opened, CausalSessions servers, MongoDatabase database, Clock clock, FatalErrorHandler halt) {
        MongoCommitStore commits =
                new MongoCommitStore(servers, database, LedgerSchema.prepare(servers, database), halt);
        String writer = newWriterName();
        ChangeStreamWatcher watcher = opened.register(new ChangeStreamWatcher(database, writer));
        GroupCommitLedger ledger =
                opened.register(new GroupCommitLedger(commits, writer, clock, AppendLimits.DEFAULTS, halt));
        watcher.onAppended(ledger::notifyAppended);
        return ledger;
    }
}
