package org.keyledger.ledger.mongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server in this JVM that speaks the wire protocol and reports itself as the primary of a replica set of one.
 *
 * <p>Differences from a real server: it keeps everything in memory, ignores read and write concerns, executes the commands of
 * a transaction immediately and never undoes them, and expires nothing. It executes one command at a time, and each advances
 * the cluster time by one.
 */
public final class FakeMongoServer implements AutoCloseable {

    private final Backend backend = new Backend();
    private final MongoServer server = new MongoServer(backend);
    private final InetSocketAddress address;

    public FakeMongoServer() {
        address = server.bind();
        backend.advertised = "127.0.0.1:" + address.getPort();
    }

    public int port() {
        return address.getPort();
    }

    public String uri(String database) {
        return uri(database, port());
    }

    public static String uri(String database, int port) {
        return "mongodb://127.0.0.1:" + port + "/" + database;
    }

    /** Sets the advertised port of the member, for example that of a proxy. */
    public FakeMongoServer at(int port) {
        backend.advertised = "127.0.0.1:" + port;
        return this;
    }

    FakeMongoServer withChangeStreams() {
        server.enableOplog();
        backend.streams = true;
        return this;
    }

    /** Replaces the replies to a command. */
    FakeMongoServer answering(String command, Answer answer) {
        backend.answers.put(command.toLowerCase(Locale.ROOT), answer);
        return this;
    }

    void restoreAnswer(String command) {
        backend.answers.remove(command.toLowerCase(Locale.ROOT));
    }

    /** A reply in place of the default one. */
    @FunctionalInterface
    interface Answer {

        Document to(Document command, DefaultAnswer usual);
    }

    @FunctionalInterface
    interface DefaultAnswer {

        Document answer();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static final class Backend extends MemoryBackend {

        private static final Instant BEGAN = Instant.ofEpochSecond(1_700_000_000);

        private final Map<String, Answer> answers = new ConcurrentHashMap<>();
        private volatile String advertised = "";
        private volatile boolean streams;
        private int time;

        @Override
        public synchronized Document handleCommand(Channel channel, String database, String command, Document query) {
            Answer answer = answers.get(command.toLowerCase(Locale.ROOT));
            return timed(
                    answer == null
                            ? usual(channel, database, command, query)
                            : answer.to(query, () -> usual(channel, database, command, query)));
        }

        /** Adds the times that members of a replica set report, but standalone servers do not. */
        private Document timed(Document reply) {
            BsonTimestamp now = new BsonTimestamp(BEGAN, ++time);
            return reply.append("operationTime", now)
                    .append(
                            "$clusterTime",
                            new Document("clusterTime", now)
                                    .append(
                                            "signature",
                                            new Document("hash", new BinData(new byte[20])).append("keyId", 0L)));
        }

        private Document usual(Channel channel, String database, String command, Document query) {
            return switch (command.toLowerCase(Locale.ROOT)) {
                case "hello", "ismaster" -> hello(super.handleCommand(channel, database, "ismaster", query));
                case "replsetgetconfig" -> ok().append("config", new Document("_id", "fake"));
                case "committransaction", "aborttransaction" -> ok();
                case "aggregate" ->
                    isStream(query) && !streams
                            ? new Document("ok", 0.0).append("code", 40573).append("errmsg", "no change streams here")
                            : super.handleCommand(channel, database, command, query);
                default -> super.handleCommand(channel, database, command, query);
            };
        }

        private static boolean isStream(Document query) {
            return String.valueOf(query.get("pipeline")).contains("$changeStream");
        }

        private Document hello(Document plain) {
            return plain.append("isWritablePrimary", true)
                    .append("maxWireVersion", 13)
                    .append("secondary", false)
                    .append("setName", "fake")
                    .append("setVersion", 1)
                    .append("hosts", List.of(advertised))
                    .append("primary", advertised)
                    .append("me", advertised)
                    .append("logicalSessionTimeoutMinutes", 30);
        }

        private static Document ok() {
            return new Document("ok", 1.0);
        }
    }
}
