package org.keyledger.server.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.keyledger.ledger.DamagedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the data folder of the broker before the broker and its clients use it. A damaged folder is set aside, and the
 * broker starts with a new one, which the publisher fills from the ledger: a power failure can leave an empty file.
 */
public final class BrokerFolderCheck {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerFolderCheck.class);

    private static final String META_PROPERTIES = "meta.properties";
    private static final Pattern OWN_CLUSTER_ID = Pattern.compile(BrokerFolder.CLUSTER_ID_PREFIX + "[A-Za-z0-9_-]{22}");

    /** Files that every folder of an embedded broker has. A folder without any of them is not of this program. */
    private static final Set<String> FILES_OF_A_BROKER =
            Set.of(META_PROPERTIES, "__cluster_metadata-0", "bootstrap.checkpoint", "client.properties");

    private final Path folder;

    private BrokerFolderCheck(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Sets the folder aside if it is damaged.
     *
     * @throws BrokerStartException if the folder contains other files or the data of another cluster, or is damaged and
     *     cannot be renamed
     */
    public static void moveAsideIfDamaged(Path folder, Clock clock) {
        var check = new BrokerFolderCheck(folder);
        check.findDamage().ifPresent(damage -> check.moveAside(damage, clock));
    }

    private Optional<String> findDamage() {
        if (!Files.exists(folder)) {
            return Optional.empty();
        }
        if (!Files.isDirectory(folder)) {
            return Optional.of("it is a file");
        }
        var files = fileNames();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        if (files.stream().noneMatch(FILES_OF_A_BROKER::contains)) {
            throw new BrokerStartException("Kafka data folder " + folder
                    + " contains files that are not of a Kafka broker: move them away, or set another KEYLEDGER_DATA");
        }
        return findDamagedProperty().or(this::findMissingSecret);
    }

    private Set<String> fileNames() {
        try (var content = Files.list(folder)) {
            return content.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new BrokerStartException("Kafka data folder " + folder + " cannot be read: " + e, e);
        }
    }

    private Optional<String> findDamagedProperty() {
        var properties = readProperties();
        requireOwnCluster(properties.getProperty("cluster.id", ""));
        var sound = List.of(
                properties.getProperty("version", "").equals("1"),
                OWN_CLUSTER_ID.matcher(properties.getProperty("cluster.id", "")).matches(),
                properties.getProperty("node.id", "").equals(Integer.toString(BrokerProperties.NODE_ID)),
                isId(properties.getProperty("directory.id", "")));
        return sound.contains(false) ? Optional.of("its meta.properties is missing or damaged") : Optional.empty();
    }

    /** Without properties if the file is missing or cannot be parsed. */
    private Properties readProperties() {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolve(META_PROPERTIES))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("Could not parse {} in {}", META_PROPERTIES, folder, e);
            properties.clear();
        }
        return properties;
    }

    /** A truncated file may contain the beginning of the id of an embedded broker. */
    private void requireOwnCluster(String id) {
        if (!id.startsWith(BrokerFolder.CLUSTER_ID_PREFIX)
                && !BrokerFolder.CLUSTER_ID_PREFIX.startsWith(id)
                && id.matches("[\\p{Graph}]{1,100}")) {
            throw new BrokerStartException(
                    "Kafka data folder " + folder + " belongs to another Kafka cluster: set another KEYLEDGER_DATA, or"
                            + " KAFKA_BOOTSTRAP_SERVERS to use that cluster");
        }
    }

    private Optional<String> findMissingSecret() {
        return BrokerAccess.isIn(folder)
                ? Optional.empty()
                : Optional.of("its client.properties is missing or damaged");
    }

    private static boolean isId(String text) {
        try {
            return !Uuid.fromString(text).equals(Uuid.ZERO_UUID);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void moveAside(String damage, Clock clock) {
        try {
            var aside = DamagedFile.moveAside(folder, clock.instant());
            LOG.warn(
                    "Kafka data folder {} is damaged, {}. It was set aside as {} and is filled again from the ledger",
                    folder,
                    damage,
                    aside);
        } catch (IOException e) {
            throw new BrokerStartException(
                    "Kafka data folder " + folder + " is damaged, " + damage + ", and cannot be renamed (" + e
                            + "): delete all files in it and start again, it is filled again from the ledger",
                    e);
        }
    }
}
