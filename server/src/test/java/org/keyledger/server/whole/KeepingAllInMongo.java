package org.keyledger.server.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.mongo.FakeReplicaSet;

/** The program on a server that speaks MongoDB's protocol, here a fake. */
class KeepingAllInMongo {

    @TempDir
    private Path data;

    private FakeReplicaSet fake;

    @BeforeEach
    void start() {
        fake = new FakeReplicaSet();
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void needs_nothing_but_its_name() {
        var settings = Program.settings(data);
        settings.put("MONGODB_URI", fake.uri("keyledger"));
        String secret;
        try (var program = Program.start(settings)) {
            var visitor = program.visitor();
            var owner =
                    visitor.bearer(visitor.signUp("ada@example.com").expect(201).string("/token"));
            secret = owner.createKey("build server").expect(201).string("/secret");
            assertThat(visitor.check(secret)).isEqualTo(200);
            assertThat(program.stop().code()).isIn(0, 143);
        }
        try (var program = Program.start(settings)) {
            assertThat(program.visitor().check(secret)).isEqualTo(200);
            program.visitor().logIn("ada@example.com").expect(200);
        }
        assertThat(data.resolve("ledger.db")).doesNotExist();
        assertThat(data.resolve("vault.db")).doesNotExist();
    }

    @Test
    void says_what_is_wrong_with_the_server() {
        var settings = Program.settings(data);
        settings.put("MONGODB_URI", "mongodb://127.0.0.1:" + Program.freePort() + "/?serverSelectionTimeoutMS=500");

        var ended = Program.run(settings);

        assertThat(ended.code()).isNotZero();
        assertThat(ended.output()).contains("No MongoDB answers at 127.0.0.1").doesNotContain("\tat ");
    }
}
