package org.keyledger.command.publisher;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.keyledger.ledger.Eventually;

/** An embedded Kafka broker for tests. All tests of a module share one; a test that stops the broker has its own. */
public final class TestKafkaBroker implements AutoCloseable {

    private static TestKafkaBroker shared;

    private final Path folder;
    private final int port = freePort();
    private final int controllerPort = freePort();
    private KafkaRaftServer server;

    private TestKafkaBroker(Path folder) {
        this.folder = folder;
    }

    public static synchronized TestKafkaBroker shared() throws Exception {
        if (shared == null) {
            shared = in(Files.createTempDirectory("broker-for-tests"));
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** Starts a separate broker with its data in this folder. */
    public static TestKafkaBroker in(Path folder) throws Exception {
        var broker = new TestKafkaBroker(folder);
        broker.format();
        broker.start();
        return broker;
    }

    public Map<String, Object> connection() {
        return Map.of("bootstrap.servers", "localhost:" + port);
    }

    /** Starts again on the same port with the same data. */
    public void start() {
        server = new KafkaRaftServer(new KafkaConfig(properties(), false), Time.SYSTEM);
        server.startup();
    }

    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    @Override
    public void close() {
        stop();
    }

    public void createTopic(String topic, int partitions) throws Exception {
        try (var admin = Admin.create(connection())) {
            admin.createTopics(Set.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    /** 0 if the topic does not exist. */
    public int partitionsOf(String topic) throws Exception {
        try (var admin = Admin.create(connection())) {
            if (!admin.listTopics().names().get(20, TimeUnit.SECONDS).contains(topic)) {
                return 0;
            }
            return admin.describeTopics(Set.of(topic))
                    .allTopicNames()
                    .get(20, TimeUnit.SECONDS)
                    .get(topic)
                    .partitions()
                    .size();
        }
    }

    public String configOf(String topic, String name) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (var admin = Admin.create(connection())) {
            return admin.describeConfigs(Set.of(resource))
                    .all()
                    .get(20, TimeUnit.SECONDS)
                    .get(resource)
                    .get(name)
                    .value();
        }
    }

    /** Deletes every topic except Kafka's internal ones, and waits until they are gone. */
    public void deleteTopics() throws Exception {
        try (var admin = Admin.create(connection())) {
            admin.deleteTopics(topics(admin)).all().get(20, TimeUnit.SECONDS);
            Eventually.awaitTrue(() -> topics(admin).isEmpty(), () -> topics(admin));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Set<String> topics(Admin admin) {
        try {
            return admin.listTopics().names().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private void format() throws Exception {
        var properties = properties();
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .addDirectory(properties.getProperty("log.dirs"))
                .setMetadataLogDirectory(properties.getProperty("log.dirs"))
                .run();
    }

    private Properties properties() {
        var properties = new Properties();
        properties.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "log.dirs", folder.toString(),
                "listeners", "CLIENTS://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort,
                "advertised.listeners", "CLIENTS://localhost:" + port,
                "listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "CLIENTS",
                "controller.listener.names", "CONTROLLER",
                "controller.quorum.voters", "1@localhost:" + controllerPort));
        properties.putAll(Map.of(
                "auto.create.topics.enable", "false",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "group.initial.rebalance.delay.ms", "0",
                "log.cleaner.dedupe.buffer.size", "4194304"));
        return properties;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
