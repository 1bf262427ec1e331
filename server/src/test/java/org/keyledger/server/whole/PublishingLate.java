package org.keyledger.server.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.server.broker.EmbeddedBroker;
import org.keyledger.server.whole.TopicReader.Read;

class PublishingLate {

    @TempDir
    private Path folder;

    @Test
    void commands_go_on_without_brokers_and_the_publisher_catches_up() {
        var port = Program.freePort();
        var settings = Program.settings(folder.resolve("data"));
        settings.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + port);
        try (var program = Program.start(settings)) {
            var visitor = program.visitor();
            var signedUp = visitor.signUp("late@example.com").expect(201);
            var secret =
                    visitor.bearer(signedUp.string("/token")).createKey("late").expect(201);
            assertThat(visitor.check(secret.string("/secret"))).isEqualTo(200);
            visitor.get("/health/ready").expect(200);
            var last = Long.parseLong(
                    secret.headers().firstValue("Ledger-Position").orElseThrow());

            try (var broker = EmbeddedBroker.start(folder.resolve("kafka"), port)) {
                var read = new TopicReader(broker.bootstrapServers())
                        .until("identity.events.v1", it -> it.position() == last);

                assertThat(read)
                        .extracting(Read::position)
                        .isSorted()
                        .doesNotHaveDuplicates()
                        .contains(0L, last);
                visitor.mailedToken("late@example.com");
            }
            program.stop();
        }
    }
}
