package org.keyledger.server.endtoend;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A Kafka broker with TLS and SCRAM in a process of its own, so that it can be killed. */
final class BrokerProcess implements AutoCloseable {

    private static final String UP = "up";
    private static final String USER = "keyledger-service";
    private static final String PASSWORD = "a-password-for-the-test";
    private static final String KEYSTORE = "broker.p12";
    private static final String CERTIFICATE = "broker.pem";

    private final Process process;

    private BrokerProcess(Process process) {
        this.process = process;
    }

    /** Creates a key pair and its certificate with the JDK's {@code keytool}, in this folder. */
    static void createCertificate(Path folder) {
        keytool(
                "-genkeypair", "-alias", "broker", "-keyalg", "EC", "-dname", "CN=localhost", "-validity", "2",
                "-ext", "san=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12", "-storepass", PASSWORD,
                "-keystore", folder.resolve(KEYSTORE).toString());
        keytool(
                "-exportcert", "-alias", "broker", "-rfc", "-storepass", PASSWORD,
                "-keystore", folder.resolve(KEYSTORE).toString(),
                "-file", folder.resolve(CERTIFICATE).toString());
    }

    /** The properties of a client, in the form of a file for {@code KAFKA_CONFIG_FILE}. */
    static Properties clientProperties(Path folder, int port) {
        var properties = new Properties();
        properties.putAll(Map.of(
                "bootstrap.servers", "localhost:" + port,
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER
                                + "\" password=\"" + PASSWORD + "\";",
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", folder.resolve(CERTIFICATE).toString()));
        return properties;
    }

    /** Returns when the broker is ready; {@link #createCertificate} was called for the folder. */
    static BrokerProcess start(Path folder, int port) {
        try {
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            BrokerProcess.class.getName(),
                            folder.toString(),
                            String.valueOf(port))
                    .redirectError(Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            var broker = new BrokerProcess(process);
            broker.awaitUp();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitUp() throws IOException {
        var out = process.inputReader();
        for (var line = out.readLine(); !UP.equals(line); line = out.readLine()) {
            if (line == null) {
                throw new AssertionError("Broker did not start");
            }
        }
    }

    /** Sends SIGKILL. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("Broker did not end after SIGKILL");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** The process: arguments are folder and port. Ends when it is killed or its standard input is closed. */
    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var data = folder.resolve("data");
        if (!Files.exists(data)) {
            format(data);
        }
        new KafkaRaftServer(
                        new KafkaConfig(brokerProperties(folder, data, Integer.parseInt(arguments[1])), false),
                        Time.SYSTEM)
                .startup();
        System.out.println(UP);
        System.out.flush();
        while (System.in.read() >= 0) {
            // nothing is written to it; it ends with the process that started this one
        }
        Runtime.getRuntime().halt(0);
    }

    private static void format(Path data) throws Exception {
        Files.createDirectories(data);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setScramArguments(List.of("SCRAM-SHA-512=[name=" + USER + ",password=" + PASSWORD + "]"))
                .addDirectory(data.toString())
                .setMetadataLogDirectory(data.toString())
                .run();
    }

    /** Clients need TLS and SCRAM; the broker reaches itself on two further listeners. */
    private static Properties brokerProperties(Path folder, Path data, int port) {
        var internal = "INTERNAL://localhost:" + ServiceProcess.freePort();
        var controllerPort = ServiceProcess.freePort();
        var properties = new Properties();
        properties.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "log.dirs", data.toString(),
                "listeners", "CLIENTS://localhost:" + port + "," + internal + ",CONTROLLER://localhost:" + controllerPort,
                "advertised.listeners", "CLIENTS://localhost:" + port + "," + internal,
                "listener.security.protocol.map", "CLIENTS:SASL_SSL,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "INTERNAL",
                "controller.listener.names", "CONTROLLER",
                "controller.quorum.voters", "1@localhost:" + controllerPort));
        properties.putAll(Map.of(
                "sasl.enabled.mechanisms", "SCRAM-SHA-512",
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "ssl.keystore.type", "PKCS12",
                "ssl.keystore.location", folder.resolve(KEYSTORE).toString(),
                "ssl.keystore.password", PASSWORD,
                "ssl.key.password", PASSWORD));
        properties.putAll(Map.of(
                "auto.create.topics.enable", "false",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "group.initial.rebalance.delay.ms", "0",
                "log.flush.interval.messages", "1",
                "log.cleaner.dedupe.buffer.size", "4194304"));
        return properties;
    }

    private static void keytool(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new AssertionError("keytool failed: " + command);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
