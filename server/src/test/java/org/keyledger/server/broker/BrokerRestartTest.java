package org.keyledger.server.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.TmpfsMount;

@DisplayName("Restarting the embedded Kafka broker")
class BrokerRestartTest {

    @TempDir
    private Path disk;

    @Test
    void after_its_disk_was_full() throws Exception {
        var small = TmpfsMount.at(disk, 32);
        assumeTrue(small.isPresent(), "no small disk here");
        try (var mounted = small.get()) {
            var folder = disk.resolve("kafka");
            var access = BrokerAccess.of(folder, new SecureRandom());
            var failed = EmbeddedBroker.start(folder, 0, access);
            createTopic(access);
            var ballast = fill();
            produceUntilFailure(failed, access);

            assertThat(failed.close(Duration.ofSeconds(15))).isTrue();
            assertThatThrownBy(() -> EmbeddedBroker.start(folder, failed.port(), access))
                    .isInstanceOf(BrokerStartException.class);
            Files.delete(ballast);
            try (var restarted = EmbeddedBroker.start(folder, failed.port(), access);
                    var producer = producer(access)) {
                producer.send(new ProducerRecord<>("kept", new byte[100])).get(20, TimeUnit.SECONDS);
                assertThat(restarted.failure()).isEmpty();
            }
        }
    }

    private static void createTopic(BrokerAccess access) throws Exception {
        try (var admin = Admin.create(access.connection())) {
            admin.createTopics(Set.of(new NewTopic("kept", Optional.of(1), Optional.empty())))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private static void produceUntilFailure(EmbeddedBroker broker, BrokerAccess access) throws Exception {
        try (var producer = producer(access)) {
            Eventually.awaitTrue(
                    () -> {
                        producer.send(new ProducerRecord<>("kept", new byte[100_000]));
                        return broker.failure().isPresent();
                    },
                    () -> "it still runs");
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(BrokerAccess access) {
        var properties = new HashMap<>(access.connection());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Path fill() throws IOException {
        var ballast = disk.resolve("ballast");
        try (var out = Files.newOutputStream(ballast)) {
            for (var size = 1 << 20; size > 0; size /= 2) {
                try {
                    while (true) {
                        out.write(new byte[size]);
                    }
                } catch (IOException full) {
                    assertThat(full).hasMessageContaining("No space left");
                }
            }
        }
        return ballast;
    }
}
