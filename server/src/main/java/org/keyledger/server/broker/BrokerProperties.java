package org.keyledger.server.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Kafka properties of one small broker that is its own controller (KRaft) and listens on 127.0.0.1 only. */
final class BrokerProperties {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    static final String HOST = "127.0.0.1";

    private BrokerProperties() {}

    static Properties of(Path folder, int port, int controllerPort) {
        var properties = new Properties();
        properties.putAll(nodeAndListeners(folder, port, controllerPort));
        properties.putAll(singleReplica());
        properties.putAll(smallFootprint());
        return properties;
    }

    private static Map<String, String> nodeAndListeners(Path folder, int port, int controllerPort) {
        var clients = "CLIENTS://" + HOST + ":" + port;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "log.dirs",
                folder.toString(),
                "listeners",
                clients + "," + CONTROLLER_LISTENER + "://" + HOST + ":" + controllerPort,
                "advertised.listeners",
                clients,
                "listener.security.protocol.map",
                "CLIENTS:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
                "inter.broker.listener.name",
                "CLIENTS",
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "controller.quorum.voters",
                NODE_ID + "@" + HOST + ":" + controllerPort);
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

    private static Map<String, String> smallFootprint() {
        return Map.of(
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.num.partitions", "1",
                "num.network.threads", "1",
                "num.io.threads", "2",
                "background.threads", "2",
                "log.cleaner.dedupe.buffer.size", "4194304",
                "log.index.size.max.bytes", "1048576");
    }
}
