package org.keyledger.server.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** Where the broker keeps its data: made at the first start, recognised at every other. */
final class BrokerFolder {

    /** What the cluster ids of our own brokers begin with. */
    private static final String CLUSTER_ID_PREFIX = "keyledger-";

    private final Path folder;

    BrokerFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    Path path() {
        return folder;
    }

    /** @throws BrokerStartException if there is something else in the folder */
    void prepare() {
        try {
            if (isNew()) {
                format();
            } else {
                requireOwnCluster();
            }
        } catch (IOException e) {
            throw new BrokerStartException("the broker's folder " + folder + " cannot be used: " + e, e);
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
        var written = folder.resolve("meta.properties");
        if (!Files.isRegularFile(written)) {
            throw new BrokerStartException(folder
                    + " holds files, but none of a Kafka broker: name another data folder, or" + " move them away");
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(written)) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException(written + " is not readable", e);
        }
        if (!properties.getProperty("cluster.id", "").startsWith(CLUSTER_ID_PREFIX)) {
            throw new BrokerStartException(
                    folder + " belongs to another Kafka cluster: name another data folder, or set"
                            + " KAFKA_BOOTSTRAP_SERVERS to use that cluster");
        }
    }

    /** Made beside its place and moved there: a crash leaves no half-made folder that the next start would refuse. */
    private void format() throws IOException {
        var making = folder.resolveSibling(folder.getFileName() + ".new");
        delete(making);
        Files.createDirectories(making);
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(CLUSTER_ID_PREFIX + Uuid.randomUuid())
                    .setNodeId(BrokerProperties.NODE_ID)
                    .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                    .addDirectory(making.toString())
                    .setMetadataLogDirectory(making.toString())
                    .run();
        } catch (Exception e) {
            throw new IOException("it cannot be formatted", e);
        }
        Files.deleteIfExists(folder);
        Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            try (var all = Files.walk(path)) {
                for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
