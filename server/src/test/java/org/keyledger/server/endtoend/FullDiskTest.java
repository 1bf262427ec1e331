package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.TmpfsMount;
import org.keyledger.server.endtoend.ServiceClient.Response;

/** All data is on one disk, which is full until a file is deleted. */
@DisplayName("Running with a full disk")
class FullDiskTest {

    private static final int MAX_KEYS = 5_000;
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    private Path disk;

    @Test
    void refuses_writes_and_recovers_once_space_is_free() throws IOException {
        var small = TmpfsMount.at(disk, 48);
        assumeTrue(small.isPresent(), "no small disk here");
        try (var full = small.get()) {
            var settings = ServiceProcess.settings(disk.resolve("data"));
            settings.put("KEYLEDGER_LIMIT_KEY_CREATION", "1000000/1m");
            settings.put("KEYLEDGER_LIMIT_WRITE", "1000000/1m");
            try (var program = ServiceProcess.start(settings)) {
                fillAndFreeSpace(program);
            }
        }
    }

    private void fillAndFreeSpace(ServiceProcess program) throws IOException {
        var signedUp = program.client().signUp("full@example.com").expect(201);
        var owner = program.client().bearer(signedUp.string("/token"));
        var revoked = owner.createKey("revoked").expect(201);
        owner.post("/customer/keys/" + revoked.string("/key_id") + "/revoke").expect(200);
        var acknowledged = new ArrayList<>(List.of(signedUp.string("/api_key")));

        var ballast = fill();
        var refused = createUntilRefused(owner, acknowledged);
        assertThat(refused.string("/type")).endsWith("/problems/storage-full");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        assertThat(program.client().signUp("nobody@example.com").status()).isEqualTo(503);
        assertThat(program.client().logIn("full@example.com").status()).isEqualTo(503);
        assertReads(program, owner, acknowledged);
        assertThat(program.client().check(revoked.string("/secret"))).isEqualTo(401);

        awaitBroker(program, "failed, restarting");
        Files.delete(ballast);
        var last = createWhenThereIsSpace(owner);
        acknowledged.add(last.string("/secret"));
        assertReads(program, owner, acknowledged);
        program.client().signUp("nobody@example.com").expect(201);
        awaitBroker(program, "running");
        assertThat(program.client().awaitMail("full@example.com", "")).contains("http");
        assertThat(program.client().awaitMail("nobody@example.com", "")).contains("http");
        assertThat(new TopicReader(program.brokers())
                        .readUntil("identity.events.v1", it -> it.subject().equals(last.string("/key_id"))))
                .extracting(TopicReader.TopicRecord::position)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    /** The broker ends at its first write to the full disk, and is started again every 10 s. */
    private static void awaitBroker(ServiceProcess program, String status) {
        Eventually.awaitTrue(() -> broker(program).equals(status), BROKER_TIMEOUT, () -> "broker: " + broker(program));
    }

    private static String broker(ServiceProcess program) {
        return program.client().management().get("/health").string("/parts/broker/reason");
    }

    /** Fills the disk to the last byte. */
    private Path fill() throws IOException {
        var ballast = disk.resolve("ballast");
        try (var out = Files.newOutputStream(ballast)) {
            for (var size = 1 << 20; size > 0; size /= 2) {
                writeUntilFull(out, size);
            }
        }
        return ballast;
    }

    private static void writeUntilFull(OutputStream out, int size) {
        try {
            while (true) {
                out.write(new byte[size]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    /** Space that is already allocated to files is still used. */
    private static Response createUntilRefused(ServiceClient owner, List<String> acknowledged) {
        for (var tried = 0; tried < MAX_KEYS; tried++) {
            var answer = owner.createKey("full");
            if (answer.status() != 201) {
                return answer.expect(503);
            }
            acknowledged.add(answer.string("/secret"));
        }
        throw new AssertionError("Writes are still accepted on the full disk");
    }

    private static Response createWhenThereIsSpace(ServiceClient owner) {
        return Eventually.awaitPresent(
                () -> {
                    var response = owner.createKey("space");
                    return response.status() == 503 ? Optional.empty() : Optional.of(response.expect(201));
                },
                () -> "status 503");
    }

    private static void assertReads(ServiceProcess program, ServiceClient owner, List<String> acknowledged) {
        assertThat(acknowledged)
                .allSatisfy(key -> assertThat(program.client().check(key)).isEqualTo(200));
        owner.get("/auth/me").expect(200);
        owner.get("/customer/keys").expect(200);
        program.client().get("/health/live").expect(200);
    }
}
