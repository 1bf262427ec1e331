package org.keyledger.ledger.mongo;

import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.keyledger.ledger.StorageOpenException;

/** Checks that a server meets the requirements of the ledger. */
final class ReplicaSetCheck {

    /** Wire version of MongoDB 5.0. */
    private static final int MIN_WIRE_VERSION = 13;

    private static final int UNAUTHORIZED = 13;

    private final MongoClient client;
    private final String setting;

    /** @param setting the variable that names the server, for messages to operators */
    ReplicaSetCheck(MongoClient client, String setting) {
        this.client = client;
        this.setting = setting;
    }

    /**
     * @throws StorageOpenException unless the server belongs to a replica set of MongoDB 5.0 or newer that has a primary and
     *     journals what a majority acknowledges
     */
    void check() {
        BsonDocument hello = hello();
        if (hello.getString("msg", BsonFilters.string("")).getValue().equals("isdbgrid")) {
            throw new StorageOpenException(setting + " names a sharded cluster (mongos), which is not supported:"
                    + " name the members of one replica set");
        }
        if (!hello.containsKey("setName")) {
            throw new StorageOpenException(
                    setting + " names a server that is not a member of a replica set, so no write would be replicated:"
                            + " start mongod with --replSet and run rs.initiate(); one member is enough for a test");
        }
        if (hello.getInt32("maxWireVersion", new BsonInt32(0)).getValue() < MIN_WIRE_VERSION) {
            throw new StorageOpenException(
                    "the server that " + setting + " names is older than MongoDB 5.0: upgrade it");
        }
        checkJournal();
    }

    private BsonDocument hello() {
        try {
            return client.getDatabase("admin")
                    .runCommand(new BsonDocument("hello", new BsonInt32(1)), BsonDocument.class);
        } catch (MongoTimeoutException e) {
            throw new StorageOpenException(
                    UnavailabilityClassifier.describe(client.getClusterDescription(), setting), e);
        } catch (MongoSecurityException e) {
            throw new StorageOpenException(
                    "MongoDB rejected the user name or password in " + setting + ": correct them", e);
        } catch (MongoClientException e) {
            throw new StorageOpenException(setting + " cannot be used (" + e.getMessage() + "): correct it", e);
        } catch (MongoException e) {
            throw new StorageOpenException(
                    "cannot connect to MongoDB at " + setting + " (" + e.getMessage()
                            + "): check its log and the network",
                    e);
        }
    }

    private void checkJournal() {
        BsonBoolean journaled = configuration().getBoolean("writeConcernMajorityJournalDefault", BsonBoolean.TRUE);
        if (!journaled.getValue()) {
            throw new StorageOpenException(
                    "the replica set has writeConcernMajorityJournalDefault off, so a majority could lose"
                            + " what it acknowledged: set it to true with rs.reconfig()");
        }
    }

    private BsonDocument configuration() {
        try {
            return client.getDatabase("admin")
                    .runCommand(new BsonDocument("replSetGetConfig", new BsonInt32(1)), BsonDocument.class)
                    .getDocument("config");
        } catch (MongoCommandException e) {
            if (e.getErrorCode() == UNAUTHORIZED) {
                throw new StorageOpenException(
                        "the user in " + setting + " may not read the configuration of the replica set, which must"
                                + " be checked: grant it the role clusterMonitor on admin",
                        e);
            }
            throw new StorageOpenException(
                    "cannot read the configuration of the replica set (" + e.getMessage() + "): check rs.conf()", e);
        }
    }
}
