package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.mongo.FakeMongoServer;
import org.keyledger.ledger.mongo.FaultyProxy;
import org.keyledger.ledger.mongo.FaultyProxy.NetworkCondition;

/** The service on a fake server that speaks MongoDB's wire protocol. */
@DisplayName("Storing all data in MongoDB")
class MongoStorageEndToEndTest {

    private static final String SHORT_TIMEOUTS =
            "?serverSelectionTimeoutMS=300&connectTimeoutMS=300&heartbeatFrequencyMS=500";

    @TempDir
    private Path data;

    private FakeMongoServer fake;

    @BeforeEach
    void start() {
        fake = new FakeMongoServer();
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void needs_only_the_connection_string() {
        var settings = ServiceProcess.settings(data);
        settings.put("MONGODB_URI", fake.uri("keyledger"));
        String secret;
        try (var program = ServiceProcess.start(settings)) {
            var client = program.client();
            var owner =
                    client.bearer(client.signUp("ada@example.com").expect(201).string("/token"));
            secret = owner.createKey("build server").expect(201).string("/secret");
            assertThat(client.check(secret)).isEqualTo(200);
            assertThat(program.stop().code()).isIn(0, 143);
        }
        try (var program = ServiceProcess.start(settings)) {
            assertThat(program.output()).contains("MongoDB keyledger at 127.0.0.1:" + fake.port());
            assertThat(program.client().check(secret)).isEqualTo(200);
            program.client().logIn("ada@example.com").expect(200);
        }
        assertThat(data.resolve("ledger.db")).doesNotExist();
        assertThat(data.resolve("vault.db")).doesNotExist();
    }

    @Test
    void responds_with_503_until_the_server_is_back() throws IOException {
        try (var proxy = new FaultyProxy(fake.port())) {
            fake.at(proxy.port());
            var settings = ServiceProcess.settings(data);
            settings.put("MONGODB_URI", FakeMongoServer.uri("keyledger", proxy.port()) + SHORT_TIMEOUTS);
            try (var program = ServiceProcess.start(settings)) {
                var client = program.client();
                var account = client.signUp("ada@example.com").expect(201);
                var owner = client.bearer(account.string("/token"));
                proxy.setCondition(NetworkCondition.CUT);

                assertThat(client.check(account.string("/api_key"))).isEqualTo(200);
                assertThat(List.of(
                                owner.get("/auth/me"),
                                owner.createKey("build server"),
                                client.logIn("ada@example.com"),
                                client.signUp("bob@example.com"),
                                client.get("/health/ready")))
                        .allSatisfy(answer -> {
                            assertThat(answer.status()).as(answer.text()).isEqualTo(503);
                            assertThat(answer.headers().firstValue("Retry-After"))
                                    .isPresent();
                        });
                assertThat(program.output()).contains("cannot reach MongoDB at 127.0.0.1:" + proxy.port());

                proxy.setCondition(NetworkCondition.GOOD);
                Eventually.awaitTrue(
                        () -> client.logIn("ada@example.com").status() == 200,
                        () -> client.get("/health/ready").text());
            }
        }
    }

    @Test
    void reports_what_is_wrong_with_the_server() {
        var settings = ServiceProcess.settings(data);
        settings.put(
                "MONGODB_URI", "mongodb://127.0.0.1:" + ServiceProcess.freePort() + "/?serverSelectionTimeoutMS=500");

        var ended = ServiceProcess.run(settings);

        assertThat(ended.code()).isNotZero();
        assertThat(ended.output()).contains("Cannot reach MongoDB at 127.0.0.1").doesNotContain("\tat ");
        assertThat(data.resolve("master.key")).doesNotExist();
    }
}
