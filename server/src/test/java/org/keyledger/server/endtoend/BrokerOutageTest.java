package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker is another process, which is killed while the service runs and is started again. */
@DisplayName("Losing the Kafka broker and getting it back")
class BrokerOutageTest {

    private static final int KEYS = 25;

    @TempDir
    private Path folder;

    private final int port = ServiceProcess.freePort();

    @Test
    void delays_no_request_and_publishes_all_in_order_afterwards() {
        var settings = ServiceProcess.settings(folder.resolve("data"));
        settings.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + port);
        var first = broker();
        try (var program = ServiceProcess.start(settings)) {
            var signedUp = program.client().signUp("before@example.com").expect(201);
            var owner = program.client().bearer(signedUp.string("/token"));
            published(signedUp.string("/tenant_id"));

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
            var health = program.client().management().get("/health").expect(200);
            assertThat(health.string("/status")).isEqualTo("degraded");
            assertThat(health.string("/parts/publisher/status")).isEqualTo("degraded");
            assertThat(health.string("/parts/publisher/reason")).contains("events behind");

            try (var second = broker()) {
                var read = new TopicReader("localhost:" + port)
                        .readUntil("identity.events.v1", it -> it.type().equals("apikey.revoked"));
                assertThat(read)
                        .extracting(TopicReader.TopicRecord::position)
                        .isSorted()
                        .doesNotHaveDuplicates();
                assertThat(read)
                        .filteredOn(it -> it.type().equals("apikey.created"))
                        .extracting(TopicReader.TopicRecord::subject)
                        .containsSubsequence(
                                keys.stream().map(key -> key.string("/key_id")).toList());
                assertThat(program.client().awaitVerificationToken("meanwhile@example.com"))
                        .isNotEmpty();
                assertThat(program.stop().output()).doesNotContain("ERROR", "ALARM");
            }
        } finally {
            first.close();
        }
    }

    private List<TopicReader.TopicRecord> published(String subject) {
        return new TopicReader("localhost:" + port)
                .readUntil("identity.events.v1", it -> it.subject().equals(subject));
    }

    private BrokerProcess broker() {
        return BrokerProcess.start(folder.resolve("broker"), port);
    }
}
