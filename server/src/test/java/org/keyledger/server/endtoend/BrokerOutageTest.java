package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Eventually;
import org.keyledger.server.endtoend.TopicReader.TopicRecord;

/**
 * The broker is another process that demands TLS and SCRAM. It is killed while the service runs and is started again;
 * before that, another principal writes to the topics.
 */
@DisplayName("Losing the Kafka broker and getting it back")
class BrokerOutageTest {

    private static final int KEYS = 25;

    @TempDir
    private Path folder;

    private final int port = ServiceProcess.freePort();
    private Path clientFile;
    private Map<String, Object> connection;

    @BeforeEach
    void given_a_certificate_and_a_file_of_client_properties() throws IOException {
        Files.createDirectories(folder.resolve("broker"));
        BrokerProcess.createCertificate(folder.resolve("broker"));
        clientFile = folder.resolve("kafka-client.properties");
        var properties = BrokerProcess.clientProperties(folder.resolve("broker"), port);
        connection = ServiceProcess.asMap(properties);
        try (var writer = Files.newBufferedWriter(clientFile)) {
            properties.store(writer, null);
        }
    }

    @Test
    void delays_no_request_and_publishes_all_in_order_afterwards() {
        var settings = ServiceProcess.settings(folder.resolve("data"));
        settings.put("KAFKA_CONFIG_FILE", clientFile.toString());
        var first = broker();
        try (var program = ServiceProcess.start(settings)) {
            var signedUp = program.client().signUp("before@example.com").expect(201);
            var owner = program.client().bearer(signedUp.string("/token"));
            var genuine = published(signedUp.string("/tenant_id"));
            var forged = new ForgedRecords(connection)
                    .send(genuine.get(genuine.size() - 1), genuine.get(0).subject());
            program.client().awaitVerificationToken("before@example.com");
            awaitHealth(program, "audit", forged + " records of others skipped");
            awaitHealth(program, "mailer", "3 records of others skipped");

            first.kill();
            var keys = IntStream.range(0, KEYS)
                    .mapToObj(number -> owner.createKey("while away").expect(201))
                    .toList();
            assertThat(program.client().check(keys.get(0).string("/secret"))).isEqualTo(200);
            program.client().signUp("meanwhile@example.com").expect(201);
            var last = keys.get(KEYS - 1).string("/key_id");
            owner.post("/customer/keys/" + last + "/revoke").expect(200);
            assertThat(program.client().check(keys.get(KEYS - 1).string("/secret")))
                    .isEqualTo(401);

            program.client().get("/health/ready").expect(200);
            awaitHealth(program, "publisher", "events behind");
            awaitHealth(program, "publisher", "retrying");
            awaitHealth(program, "audit", "retrying");
            awaitHealth(program, "mailer", "retrying");
            assertThat(program.client().management().get("/health").expect(200).string("/status"))
                    .isEqualTo("degraded");
            assertThat(metrics(program))
                    .contains(
                            "keyledger_messaging_up{who=\"publisher\"} 0.0",
                            "keyledger_messaging_up{who=\"audit\"} 0.0",
                            "keyledger_messaging_up{who=\"mailer\"} 0.0");
            Eventually.awaitTrue(
                    () -> metrics(program).contains("keyledger_lag_events{who=\"audit\"} NaN"),
                    () -> "the lag of a consumer is known without Kafka");

            try (var second = broker()) {
                var read = genuineOnly(new TopicReader(connection)
                        .readUntil("identity.events.v1", it -> it.type().equals("org.keyledger.apikey.revoked")));
                assertThat(read).extracting(TopicRecord::position).isSorted().doesNotHaveDuplicates();
                assertThat(read)
                        .filteredOn(it -> it.type().equals("org.keyledger.apikey.created"))
                        .extracting(TopicRecord::subject)
                        .containsSubsequence(
                                keys.stream().map(key -> key.string("/key_id")).toList());
                assertThat(program.client().awaitVerificationToken("meanwhile@example.com"))
                        .isNotEmpty();
                awaitHealth(program, "publisher", "publishing");
                awaitHealth(program, "audit", "following");
                assertThat(metrics(program))
                        .contains(
                                "keyledger_messaging_up{who=\"publisher\"} 1.0",
                                "keyledger_skipped_records_total{who=\"publisher\"} 1.0");
                assertThat(archived()).contains(last).doesNotContain("forged");
                assertThat(program.stop().output()).doesNotContain("ERROR", "ALARM", "a-password-for-the-test");
                assertThat(program.log()).doesNotContain("a-password-for-the-test");
            }
        } finally {
            first.close();
        }
    }

    private static void awaitHealth(ServiceProcess program, String part, String state) {
        Eventually.awaitTrue(
                () -> program.client()
                        .management()
                        .get("/health")
                        .expect(200)
                        .string("/parts/" + part + "/reason")
                        .contains(state),
                () -> program.client().management().get("/health").text());
    }

    private static String metrics(ServiceProcess program) {
        return program.client().management().get("/metrics").expect(200).text();
    }

    private String archived() {
        try (Stream<Path> files = Files.list(folder.resolve("data/audit"))) {
            var text = new StringBuilder();
            for (var file : files.sorted().toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<TopicRecord> published(String subject) {
        return new TopicReader(connection)
                .readUntil("identity.events.v1", it -> it.subject().equals(subject));
    }

    private static List<TopicRecord> genuineOnly(List<TopicRecord> records) {
        return records.stream()
                .filter(record -> !record.value().contains("forged"))
                .toList();
    }

    private BrokerProcess broker() {
        return BrokerProcess.start(folder.resolve("broker"), port);
    }
}
