package org.keyledger.server.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** The data folder of the broker; created at the first start, checked at every later one. */
final class BrokerFolder {

    /** Prefix of the cluster ids of embedded brokers. */
    static final String CLUSTER_ID_PREFIX = "keyledger-";

    /** Share groups do not keep the order of events, and their timers are stopped by {@link UnusedBrokerThreads}. */
    private static final String SHARE_GROUPS = "share.version";

    private static final short NOT_OFFERED = 0;

    private final Path folder;

    private final BrokerAccess access;

    BrokerFolder(Path folder, BrokerAccess access) {
        this.folder = folder.toAbsolutePath().normalize();
        this.access = access;
    }

    Path path() {
        return folder;
    }

    /** @throws BrokerStartException if the folder contains other files or the data of another cluster */
    void prepare() {
        try {
            if (isNew()) {
                format();
            } else {
                requireOwnCluster();
                requireSecret();
            }
        } catch (IOException e) {
            throw new BrokerStartException("Kafka data folder " + folder + " cannot be read or written: " + e, e);
        }
    }

    /** Writes the client properties with the present port. */
    void writeAccess() {
        try {
            access.writeTo(folder);
        } catch (IOException e) {
            throw new BrokerStartException("Kafka data folder " + folder + " cannot be written: " + e, e);
        }
    }

    private boolean isNew() throws IOException {
        if (!Files.exists(folder)) {
            return true;
        }
        try (var content = Files.list(folder)) {
            return content.findAny().isEmpty();
        }
    }

    private void requireOwnCluster() throws IOException {
        var metaProperties = folder.resolve("meta.properties");
        if (!Files.isRegularFile(metaProperties)) {
            throw new BrokerStartException("Kafka data folder " + folder
                    + " contains files that are not of a Kafka broker: move them away, or set another KEYLEDGER_DATA");
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(metaProperties)) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException("Could not read " + metaProperties, e);
        }
        if (!properties.getProperty("cluster.id", "").startsWith(CLUSTER_ID_PREFIX)) {
            throw new BrokerStartException(
                    "Kafka data folder " + folder + " belongs to another Kafka cluster: set another KEYLEDGER_DATA, or"
                            + " KAFKA_BOOTSTRAP_SERVERS to use that cluster");
        }
    }

    private void requireSecret() {
        if (!BrokerAccess.isIn(folder)) {
            throw new BrokerStartException(
                    "Kafka data folder " + folder + " has no client.properties with the secret of"
                            + " the broker. All its events are in the ledger too: move it away and start again");
        }
    }

    /** Formats a temporary folder and renames it, so that a crash leaves no incomplete folder. */
    private void format() throws IOException {
        var temporary = folder.resolveSibling(folder.getFileName() + ".new");
        delete(temporary);
        Files.createDirectories(temporary);
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(CLUSTER_ID_PREFIX + Uuid.randomUuid())
                    .setNodeId(BrokerProperties.NODE_ID)
                    .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                    .setFeatureLevel(SHARE_GROUPS, NOT_OFFERED)
                    .addDirectory(temporary.toString())
                    .setMetadataLogDirectory(temporary.toString())
                    .setScramArguments(List.of(BrokerAccess.MECHANISM + "=[name=" + BrokerAccess.USER + ",password="
                            + access.password() + "]"))
                    .run();
            BrokerAcls.addTo(temporary.toString());
            access.writeTo(temporary);
        } catch (Exception e) {
            throw new IOException("Could not format " + temporary, e);
        }
        Files.deleteIfExists(folder);
        Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            try (var all = Files.walk(path)) {
                for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
