package org.keyledger.server.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * Kafka properties of one small broker that is its own controller (KRaft) and listens on 127.0.0.1 only. Its public
 * listener has no authentication; {@link BrokerAcls} decides what such a client may do. Writing and all else needs the
 * secret of {@link BrokerAccess}, on a second listener, and so does its controller.
 */
final class BrokerProperties {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    static final String HOST = "127.0.0.1";

    private static final String PUBLIC_LISTENER = "CLIENTS";
    private static final String WRITER_LISTENER = "WRITER";

    private BrokerProperties() {}

    static Properties of(Path folder, int port, int controllerPort, BrokerAccess access) {
        var properties = new Properties();
        properties.putAll(nodeAndListeners(folder, port, controllerPort, access.port()));
        properties.putAll(authentication(access));
        properties.putAll(singleReplica());
        properties.putAll(smallFootprint());
        properties.putAll(quietWhenIdle());
        return properties;
    }

    private static Map<String, String> nodeAndListeners(Path folder, int port, int controllerPort, int writerPort) {
        var clients = listener(PUBLIC_LISTENER, port) + "," + listener(WRITER_LISTENER, writerPort);
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "log.dirs",
                folder.toString(),
                "listeners",
                clients + "," + listener(CONTROLLER_LISTENER, controllerPort),
                "advertised.listeners",
                clients,
                "listener.security.protocol.map",
                PUBLIC_LISTENER + ":PLAINTEXT," + WRITER_LISTENER + ":SASL_PLAINTEXT," + CONTROLLER_LISTENER
                        + ":SASL_PLAINTEXT",
                "inter.broker.listener.name",
                WRITER_LISTENER,
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "controller.quorum.voters",
                NODE_ID + "@" + HOST + ":" + controllerPort);
    }

    private static String listener(String name, int port) {
        return name + "://" + HOST + ":" + port;
    }

    /**
     * The controller uses PLAIN, because it authenticates connections before it has loaded the SCRAM credentials from its
     * own log.
     */
    private static Map<String, String> authentication(BrokerAccess access) {
        var login = "required username=\"" + BrokerAccess.USER + "\" password=\"" + access.password() + "\"";
        return Map.of(
                "authorizer.class.name",
                StandardAuthorizer.class.getName(),
                "super.users",
                "User:" + BrokerAccess.USER,
                "sasl.mechanism.inter.broker.protocol",
                BrokerAccess.MECHANISM,
                "sasl.mechanism.controller.protocol",
                "PLAIN",
                "listener.name.writer.sasl.enabled.mechanisms",
                BrokerAccess.MECHANISM,
                "listener.name.writer.scram-sha-512.sasl.jaas.config",
                ScramLoginModule.class.getName() + " " + login + ";",
                "listener.name.controller.sasl.enabled.mechanisms",
                "PLAIN",
                "listener.name.controller.plain.sasl.jaas.config",
                PlainLoginModule.class.getName() + " " + login + " user_" + BrokerAccess.USER + "=\""
                        + access.password() + "\";");
    }

    /**
     * Without replicas, every record is flushed to disk before it is acknowledged. Otherwise a power failure could lose
     * events that are recorded as published.
     */
    private static Map<String, String> singleReplica() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "log.flush.interval.messages", "1",
                "auto.create.topics.enable", "false",
                "offsets.retention.minutes", "5256000",
                "group.initial.rebalance.delay.ms", "0");
    }

    /** One thread of each kind: this service is the only writer, and its consumers wait most of the time. */
    private static Map<String, String> smallFootprint() {
        return Map.ofEntries(
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("num.network.threads", "1"),
                Map.entry("num.io.threads", "1"),
                Map.entry("background.threads", "1"),
                Map.entry("group.coordinator.threads", "1"),
                Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
                Map.entry("log.cleaner.io.buffer.size", "65536"),
                Map.entry("log.index.size.max.bytes", "1048576"),
                Map.entry("metric.reporters", ""));
    }

    /**
     * Turns off or slows down what only several brokers need: records that show followers the age of the metadata, the
     * check of the quorum, and the checkpoint of the high watermark, which a single replica does not depend on.
     */
    private static Map<String, String> quietWhenIdle() {
        return Map.of(
                "metadata.max.idle.interval.ms", "0",
                "controller.quorum.fetch.timeout.ms", "60000",
                "replica.high.watermark.checkpoint.interval.ms", "60000",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "30000");
    }
}
