package org.keyledger.server.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Eventually;

@DisplayName("Starting the embedded Kafka broker")
class EmbeddedBrokerTest {

    @TempDir
    private Path data;

    private BrokerAccess access;

    @Test
    void on_existing_data_finds_its_records() throws Exception {
        try (var broker = start(data.resolve("broker"), 0);
                var admin = admin()) {
            admin.createTopics(Set.of(new NewTopic("kept", Optional.of(1), Optional.empty())))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
        try (var broker = start(data.resolve("broker"), 0);
                var admin = admin()) {
            assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS)).contains("kept");
            assertThat(broker.failure()).isEmpty();
        }
    }

    /** The names are of this version of Kafka. */
    @Test
    void stops_the_threads_that_it_does_not_need() {
        try (var broker = start(data.resolve("broker"), 0)) {
            assertThat(broker.stoppedThreads()).isEqualTo(UnusedBrokerThreads.NAMES);
            broker.quieten();
            Eventually.awaitTrue(() -> unused().isEmpty(), EmbeddedBrokerTest::unused);
        }
    }

    private static Set<String> unused() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(UnusedBrokerThreads.NAMES::contains)
                .collect(Collectors.toSet());
    }

    @Test
    void on_foreign_files_is_refused() throws IOException {
        Files.writeString(data.resolve("thesis.txt"), "not to be lost");
        assertThatThrownBy(() -> start(data, 0))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining(data.toString())
                .hasMessageContaining("not of a Kafka broker");
        assertThat(data.resolve("thesis.txt")).hasContent("not to be lost");
    }

    @Test
    void on_the_data_of_another_cluster_is_refused() throws IOException {
        Files.writeString(data.resolve("meta.properties"), "version=1\ncluster.id=MkU3OEVBNTcwNTJENDM2Qg\nnode.id=1\n");
        assertThatThrownBy(() -> start(data, 0))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("another Kafka cluster");
    }

    @Test
    void on_damaged_data_names_the_folder_and_the_remedy() throws IOException {
        var folder = data.resolve("broker");
        start(folder, 0).close();
        var meta = folder.resolve("meta.properties");
        Files.writeString(meta, Files.readString(meta).replaceAll("(?m)^(version|directory.id)=.*$", "$1=garbled"));
        assertThatThrownBy(() -> start(folder, 0))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("move it away");
    }

    @Test
    void on_a_taken_port_names_the_port() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> start(data.resolve("broker"), other.getLocalPort()))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("port " + other.getLocalPort());
        }
    }

    @Test
    void after_a_crashed_start_works() throws IOException {
        var halfMade = Files.createDirectories(data.resolve("broker.new"));
        Files.writeString(halfMade.resolve("bootstrap.checkpoint"), "half");
        start(data.resolve("broker"), 0).close();
        assertThat(halfMade).doesNotExist();
    }

    @Test
    void without_its_secret_is_refused() throws IOException {
        var folder = data.resolve("broker");
        start(folder, 0).close();
        Files.delete(folder.resolve("client.properties"));
        assertThatThrownBy(() -> start(folder, 0))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("client.properties")
                .hasMessageContaining("move it away");
    }

    private EmbeddedBroker start(Path folder, int port) {
        access = BrokerAccess.of(folder, new SecureRandom());
        return EmbeddedBroker.start(folder, port, access);
    }

    private Admin admin() {
        return Admin.create(access.connection());
    }
}
